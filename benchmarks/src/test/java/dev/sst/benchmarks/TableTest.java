package dev.sst.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void aTableIsMarkdownWithItsNotesBelow() {
        Table table = Table.titled("Speed", "what", "ms")
                .row("this", "1.00")
                .row("that", "2.00")
                .note("Lower is better.")
                .build();

        assertThat(table.markdown()).isEqualTo("""
                ### Speed

                | what | ms |
                | --- | --- |
                | this | 1.00 |
                | that | 2.00 |

                Lower is better.
                """);
    }

    @Test
    void aRowOfAnotherLengthThanTheHeaderIsRefused() {
        var table = Table.titled("Speed", "what", "ms").row("this");

        assertThatIllegalArgumentException().isThrownBy(table::build);
    }
}
