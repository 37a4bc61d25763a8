package dev.sst.spi;

import dev.sst.execution.EngineExecutionId;
import dev.sst.execution.Inquiry;
import dev.sst.json.JsonObject;
import java.util.List;

/** Steps in while a workflow runs. Thread-safe. */
public interface Intervention {
    /**
     * Asks it to begin no further task; those that run go on to their ends. A test's time limit goes on as well.
     *
     * @throws dev.sst.ConflictException NOT_POSSIBLE: it is no workflow, or is over
     * @throws dev.sst.EngineUnavailableException the engine cannot be asked, or it is not known whether it heard
     */
    void pause(EngineExecutionId run);

    /** Asks it to go on; fails as {@link #pause} does. */
    void resume(EngineExecutionId run);

    /**
     * What waits for an answer in it and in the workflows within it.
     *
     * @throws dev.sst.EngineUnavailableException the engine cannot be asked
     */
    List<Inquiry> inquiries(EngineExecutionId run);

    /**
     * Answers one of them.
     *
     * @throws dev.sst.NotFoundException when no such inquiry waits in that run
     * @throws dev.sst.InvalidInputException when the answer does not meet the schema
     * @throws dev.sst.ConflictException NOT_POSSIBLE: somebody has answered it meanwhile
     * @throws dev.sst.EngineUnavailableException the engine cannot be asked, or it is not known whether it heard
     */
    void answer(EngineExecutionId run, String inquiry, JsonObject response);
}
