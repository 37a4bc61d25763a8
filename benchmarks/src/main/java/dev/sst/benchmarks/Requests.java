package dev.sst.benchmarks;

import dev.sst.testkit.stackstorm.RequestKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How many requests of each kind StackStorm's stub has had, in all or between two moments. Immutable. */
record Requests(Map<RequestKind, Long> counts) {
    static final Requests NONE = new Requests(Map.of());

    Requests {
        counts = Map.copyOf(counts);
    }

    Requests since(Requests before) {
        var left = new EnumMap<RequestKind, Long>(RequestKind.class);
        counts.forEach((kind, count) -> left.put(kind, count - before.of(kind)));
        return new Requests(left);
    }

    Requests plus(Requests more) {
        var sum = new EnumMap<RequestKind, Long>(RequestKind.class);
        sum.putAll(counts);
        more.counts.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        return new Requests(sum);
    }

    long of(RequestKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that change what StackStorm holds. */
    long writes() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().writes())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Each kind there was, and how many. */
    String text() {
        return text(1);
    }

    /** Each kind there was, and how many for each of so many. */
    String text(double each) {
        var sorted = new EnumMap<RequestKind, Long>(RequestKind.class);
        sorted.putAll(counts);
        return sorted.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey() + " "
                        + (each == 1 ? entry.getValue().toString() : Sample.number(entry.getValue() / each)))
                .collect(Collectors.joining(", "));
    }
}
