package dev.sst.core.verdict;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of the signals a process commonly dies of, by Linux's numbers. */
final class Signals {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"));

    private Signals() {}

    static String name(@Nullable Integer signal) {
        if (signal == null) {
            return "a signal";
        }
        String name = NAMES.get(signal);
        return name == null ? "signal " + signal : "signal " + signal + " (" + name + ")";
    }
}
