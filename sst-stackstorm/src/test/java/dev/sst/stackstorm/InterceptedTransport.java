package dev.sst.stackstorm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@link Transport} in front of another one: what a test says of a request happens in the place of its answer, or before it.
 * Everything else goes through, and all requests are remembered.
 */
final class InterceptedTransport implements Transport {

    /** What happens to the requests that begin so; none of them is sent on when there is an answer. */
    private static final class Rule {
        private final String beginning;
        private final Runnable before;
        private final Optional<Answer> answer;
        private int times;

        Rule(String beginning, int times, Runnable before, Optional<Answer> answer) {
            this.beginning = beginning;
            this.times = times;
            this.before = before;
            this.answer = answer;
        }
    }

    private final Transport real;
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    InterceptedTransport(Transport real) {
        this.real = real;
    }

    /**
     * So many requests are answered so.
     *
     * @param beginning of method and path, as {@code POST /v1/actions}
     */
    InterceptedTransport answers(String beginning, int times, int status, String body) {
        return answers(beginning, times, () -> {}, status, body);
    }

    /** The next such request is answered so, after this has happened. */
    InterceptedTransport answers(String beginning, Runnable happens, int status, String body) {
        return answers(beginning, 1, happens, status, body);
    }

    private InterceptedTransport answers(String beginning, int times, Runnable happens, int status, String body) {
        var answer = new Answer(status, body.getBytes(StandardCharsets.UTF_8));
        rules.add(new Rule(beginning, times, happens, Optional.of(answer)));
        return this;
    }

    /** This happens before the next such request is sent on. */
    InterceptedTransport before(String beginning, Runnable happens) {
        rules.add(new Rule(beginning, 1, happens, Optional.empty()));
        return this;
    }

    /** How many requests began so. */
    long sent(String beginning) {
        return requests.stream()
                .filter(request -> request.startsWith(beginning))
                .count();
    }

    @Override
    public synchronized Answer send(Request request) throws TransportException {
        requests.add(request.toString());
        Optional<Rule> found = rules.stream()
                .filter(rule -> rule.times > 0 && request.toString().startsWith(rule.beginning))
                .findFirst();
        if (found.isEmpty()) {
            return real.send(request);
        }
        Rule rule = found.get();
        rule.times--;
        rule.before.run();
        return rule.answer.isPresent() ? rule.answer.get() : real.send(request);
    }
}
