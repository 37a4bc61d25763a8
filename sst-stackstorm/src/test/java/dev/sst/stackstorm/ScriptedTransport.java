package dev.sst.stackstorm;

import dev.sst.stackstorm.TransportException.Fate;
import dev.sst.testkit.stackstorm.RecordedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A {@link Transport} without a socket: gives the answers it was told, in order, and remembers the requests. */
final class ScriptedTransport implements Transport {

    private record Step(Optional<Answer> answer, Fate fate) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();

    ScriptedTransport answers(int status, String body) {
        steps.add(new Step(Optional.of(new Answer(status, body.getBytes(StandardCharsets.UTF_8))), Fate.LOST));
        return this;
    }

    ScriptedTransport answers(RecordedAnswer recorded) {
        return answers(recorded.status(), recorded.body());
    }

    ScriptedTransport fails(Fate fate) {
        steps.add(new Step(Optional.empty(), fate));
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public synchronized Answer send(Request request) throws TransportException {
        requests.add(request);
        Step step = steps.poll();
        if (step == null) {
            throw new AssertionError("not expected: " + request);
        }
        if (step.answer().isEmpty()) {
            throw new TransportException(step.fate(), "as scripted");
        }
        return step.answer().get();
    }
}
