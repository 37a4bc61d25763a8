package dev.sst.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Measured values of one kind, in ascending order; never empty. Immutable. */
record Sample(List<Double> ascending) {

    Sample {
        ascending = ascending.stream().sorted().toList();
        if (ascending.isEmpty()) {
            throw new IllegalArgumentException("a sample needs at least one value");
        }
    }

    static Sample of(Collection<Double> values) {
        return new Sample(List.copyOf(values));
    }

    double min() {
        return ascending.get(0);
    }

    double max() {
        return ascending.get(ascending.size() - 1);
    }

    /** The middle value; of an even number the mean of the two in the middle. */
    double median() {
        int middle = ascending.size() / 2;
        return ascending.size() % 2 == 1
                ? ascending.get(middle)
                : (ascending.get(middle - 1) + ascending.get(middle)) / 2;
    }

    /** The smallest value that at least that share of the values does not exceed. */
    double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * ascending.size());
        return ascending.get(Math.max(0, rank - 1));
    }

    /** The median, and between which values all of them lie. */
    String spread() {
        return number(median()) + " (" + number(min()) + " to " + number(max()) + ")";
    }

    /** Three figures, and no more places than that needs. */
    static String number(double value) {
        double size = Math.abs(value);
        int places = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + places + "f", value);
    }
}
