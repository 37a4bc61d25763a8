package dev.sst.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What was measured, ready for {@code docs/performance.md}.
 *
 * @param rows each as long as the header
 * @param notes how to read it: one sentence or more each
 */
record Table(String title, List<String> header, List<List<String>> rows, List<String> notes) {

    Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
        int width = header.size();
        for (List<String> row : rows) {
            if (row.size() != width) {
                throw new IllegalArgumentException("a row has " + row.size() + " cells, the header " + width);
            }
        }
    }

    static Builder titled(String title, String... header) {
        return new Builder(title, List.of(header));
    }

    String markdown() {
        var lines = new ArrayList<String>();
        lines.add("### " + title);
        lines.add("");
        lines.add(line(header));
        lines.add(line(Collections.nCopies(header.size(), "---")));
        rows.forEach(row -> lines.add(line(row)));
        notes.forEach(note -> lines.addAll(List.of("", note)));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** Collects rows and notes. Not thread-safe. */
    static final class Builder {
        private final String title;
        private final List<String> header;
        private final List<List<String>> rows = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        private Builder(String title, List<String> header) {
            this.title = title;
            this.header = header;
        }

        Builder row(String... cells) {
            rows.add(List.of(cells));
            return this;
        }

        Builder note(String text) {
            notes.add(text);
            return this;
        }

        Table build() {
            return new Table(title, header, rows, notes);
        }
    }
}
