package dev.sst.benchmarks;

import java.util.List;

/** What a benchmark found out: the figures that are wanted, and the tables they come from. Immutable. */
record Answer(List<Figure> figures, List<Table> tables) {

    Answer {
        figures = List.copyOf(figures);
        tables = List.copyOf(tables);
    }
}
