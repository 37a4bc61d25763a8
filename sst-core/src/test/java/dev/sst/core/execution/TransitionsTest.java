package dev.sst.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.ExecutionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TransitionsTest {

    @Test
    void theDiagramInTheDocsIsTheTable() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "execution-states.md"));

        assertThat(page).contains("```mermaid\n" + Transitions.diagram() + "```");
    }

    @Test
    void nothingLeadsOutOfTheEnd() {
        assertThat(Transitions.TABLE).noneMatch(row -> row.from() == ExecutionState.FINISHED);
        assertThat(Transitions.next(ExecutionState.FINISHED, ExecutionEvent.CONCLUDED))
                .isEmpty();
    }

    @Test
    void noStateHasTwoWaysForOneEvent() {
        assertThat(Transitions.TABLE.stream().map(row -> row.from() + " " + row.event()))
                .doesNotHaveDuplicates();
    }
}
