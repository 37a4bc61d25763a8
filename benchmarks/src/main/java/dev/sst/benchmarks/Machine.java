package dev.sst.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;

/** Where and when the figures come from. */
final class Machine {
    private Machine() {}

    static String described() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %d GB, %s %s, Java %s, %s",
                system.getAvailableProcessors(),
                processor(),
                system.getTotalMemorySize() >> 30,
                system.getName(),
                system.getVersion(),
                Runtime.version(),
                Instant.now().truncatedTo(ChronoUnit.MINUTES));
    }

    /** How many processes wanted a core in the last minute; without others about as many as there are cores, while measuring. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
