package dev.sst.spi;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Outcome;
import java.util.Objects;

/** What became of a start. */
public sealed interface StartAnswer {

    /** It runs under that id. */
    record Started(EngineExecutionId id) implements StartAnswer {
        public Started {
            Objects.requireNonNull(id, "id");
        }
    }

    /** The engine refused; nothing runs, and the same order will be refused again. */
    record Rejected(String reason) implements StartAnswer {
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Nothing was started, for certain; the same order may be sent again. */
    record NotSent(String reason) implements StartAnswer {
        public NotSent {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** It was sent and the answer is lost: look it up by its key before sending again. */
    record Unknown(String reason) implements StartAnswer {
        public Unknown {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The engine refused what the test itself hands over, so that it is over with that outcome; nothing runs. */
    record Over(Outcome outcome) implements StartAnswer {
        public Over {
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
