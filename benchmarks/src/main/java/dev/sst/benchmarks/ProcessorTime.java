package dev.sst.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How much processor time processes have taken so far, by Linux's {@code /proc}: beside other load it changes
 * far less than a rate does, though caches are shared. In milliseconds, in steps of ten.
 */
final class ProcessorTime {
    private static final int MILLIS_OF_A_TICK = 10;

    /** The places, behind a process's name, of what it took itself, and of what its children took that have ended. */
    private static final int OWN = 11;

    private static final int ENDED_CHILDREN = 13;

    private ProcessorTime() {}

    /** This process without its children. */
    static long ofThisOne() throws IOException {
        return ticks(stat(ProcessHandle.current().pid()), OWN) * MILLIS_OF_A_TICK;
    }

    /** That process and all that descend from it, those that have ended included. */
    static long ofAllUnder(long pid) throws IOException {
        Stream<ProcessHandle> all =
                ProcessHandle.of(pid).stream().flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
        long ticks = 0;
        for (ProcessHandle one : all.toList()) {
            String stat = stat(one.pid());
            ticks += ticks(stat, OWN) + ticks(stat, ENDED_CHILDREN);
        }
        return ticks * MILLIS_OF_A_TICK;
    }

    /** Empty when it ended meanwhile: then its parent has what it took. */
    private static String stat(long pid) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** In user mode and in the kernel. */
    private static long ticks(String stat, int place) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", ENDED_CHILDREN + 3);
        return Long.parseLong(fields[place]) + Long.parseLong(fields[place + 1]);
    }
}
