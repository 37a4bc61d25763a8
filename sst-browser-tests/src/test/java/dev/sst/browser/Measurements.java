package dev.sst.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of the pages: a table for people, printed and written as {@code performance-pages.md}. Not thread-safe. */
final class Measurements {
    static final Path DOCUMENT = BrowserFixture.OUTPUT.resolve("performance-pages.md");

    private static final String ABOUT = """
            # Performance of the pages

            Measured by `PageSpeedTest` of the browser tests, in Chromium without a window, against the packaged server on
            embedded PostgreSQL and the embedded engine, all on one machine and its loopback:

            ```
            ./mvnw verify -Pbrowser -pl sst-browser-tests -am -Dtest=PageSpeedTest -Dsurefire.failIfNoSpecifiedTests=false
            cp sst-browser-tests/target/browser/performance-pages.md docs/performance-pages.md
            ```

            Byte counts are the same everywhere; times depend on the machine and on what else it does, so that a test fails on a
            time only when it is several times what is wanted. The ratio of two times is held to what is wanted.

            """;

    private record Row(String what, String measured, String wanted, String how) {}

    private final List<Row> rows = new ArrayList<>();

    /** @param how it was measured, in a sentence */
    void add(String what, String measured, String wanted, String how) {
        rows.add(new Row(what, measured, wanted, how));
    }

    /** Prints and writes all that was added. */
    void publish(String browser) {
        var page = new StringBuilder(ABOUT);
        var system = ManagementFactory.getOperatingSystemMXBean();
        page.append(String.format(
                Locale.ROOT,
                "%s, Chromium %s, %d processors, Java %s, load average %.1f at the end.%n%n",
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                browser,
                system.getAvailableProcessors(),
                Runtime.version(),
                system.getSystemLoadAverage()));
        page.append("| what | measured | wanted |\n| --- | --- | --- |\n");
        rows.forEach(row -> page.append("| %s | %s | %s |%n".formatted(row.what(), row.measured(), row.wanted())));
        page.append("\nHow:\n\n");
        rows.forEach(row -> page.append("- %s: %s%n".formatted(row.what(), row.how())));
        System.out.println(page);
        try {
            Files.createDirectories(DOCUMENT.toAbsolutePath().getParent());
            Files.writeString(DOCUMENT, page.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value that so many of a hundred are not above. */
    static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, "%,d ms", Math.round(millis));
    }
}
