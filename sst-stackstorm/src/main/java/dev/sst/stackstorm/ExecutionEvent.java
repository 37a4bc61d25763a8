package dev.sst.stackstorm;

import dev.sst.execution.EngineExecutionId;
import dev.sst.spi.Observation;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads an event's id and status and nothing beyond: the action and the runner come before them and are skipped, the result
 * comes after. Pure.
 */
final class ExecutionEvent {

    static final String PREFIX = "st2.execution__";

    private static final JsonFactory FACTORY = new JsonFactory();

    private ExecutionEvent() {}

    /** Empty when the text is no such event. */
    static Optional<Observation> read(String json) {
        String id = "";
        String status = "";
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while ((id.isEmpty() || status.isEmpty()) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
                if (text && name.equals("id")) {
                    id = parser.getString();
                } else if (text && name.equals("status")) {
                    status = parser.getString();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return observation(id, status);
    }

    private static Optional<Observation> observation(String id, String status) {
        if (id.isEmpty() || status.isEmpty()) {
            return Optional.empty();
        }
        var run = new EngineExecutionId(id);
        return Executions.wellFormed(run)
                ? Optional.of(new Observation(run, ExecutionStatus.state(status)))
                : Optional.empty();
    }
}
