package dev.sst.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** {@code docs/performance.md} as it grows. Not thread-safe. */
final class Page {
    private static final String ABOUT = """
            # Performance

            Measured and written by `benchmarks/run`, which needs a JDK and `python3`, builds what it measures and takes about
            twelve minutes; `benchmarks/run throughput harness` prints these two alone and writes nothing. Each figure stands beside
            a baseline measured in the same run, in alternating rounds where that is possible: the ratios say more than the
            numbers, which depend on the machine and on what else it does. Shown is the median, in brackets the least and the
            most. The browser's pages have figures of their own: [performance-pages.md](performance-pages.md).

            """;

    private final String machine;
    private final List<Figure> figures = new ArrayList<>();
    private final StringBuilder sections = new StringBuilder();

    Page(String machine) {
        this.machine = machine;
    }

    /** @param circumstances how long it took, and how busy the machine was */
    void add(Answer answer, String circumstances) {
        figures.addAll(answer.figures());
        answer.tables().forEach(table -> sections.append('\n').append(table.markdown()));
        sections.append('\n').append(circumstances).append('\n');
    }

    String markdown() {
        var summary = Table.titled("Summary", "what", "measured", "baseline", "wanted");
        figures.forEach(figure -> summary.row(figure.what(), figure.measured(), figure.baseline(), figure.wanted()));
        return ABOUT + "Machine: " + machine + ".\n\n" + summary.build().markdown() + sections;
    }
}
