package dev.sst.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void theFiguresStandBeforeTheTablesTheyComeFrom() {
        var page = new Page("a machine");
        Table table = Table.titled("Speed", "what", "ms").row("this", "1").build();

        page.add(new Answer(List.of(new Figure("speed", "1 ms", "2 ms", "3 ms")), List.of(table)), "Took 4 s.");

        assertThat(page.markdown())
                .contains("Machine: a machine.")
                .containsSubsequence("| speed | 1 ms | 2 ms | 3 ms |", "### Speed", "| this | 1 |", "Took 4 s.");
    }
}
