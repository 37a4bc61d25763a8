package dev.sst.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EngineCallsTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final EngineCalls calls = new EngineCalls(threads::add, () -> {}, 2);

    @Test
    void ofThoseInLineOnlySoManyAreCarriedOutAtOnce() {
        inLine("a");
        inLine("b");
        inLine("c");

        assertThat(threads).hasSize(2);
        assertThat(calls.inFlight()).isEqualTo(3);
    }

    @Test
    void whoComesToTheEndOfACallGoesOnWithTheNextInLine() {
        inLine("a");
        inLine("b");
        inLine("c");

        threads.remove().run();

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void aLineThatWasEmptyIsServedAnew() {
        inLine("a");
        threads.remove().run();
        inLine("b");
        threads.remove().run();

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void anErrorIsAFailureLikeAnyAndLeavesAPlaceForTheNext() {
        for (int i = 0; i < 3; i++) {
            calls.callInLine(
                    () -> {
                        throw new StackOverflowError("deep");
                    },
                    answer -> {},
                    failure -> done.add(failure));
            threads.remove().run();
        }
        calls.drain();
        assertThat(done).hasSize(3).allMatch("unexpected StackOverflowError"::equals);
        assertThat(calls.inFlight()).isZero();
        done.clear();

        inLine("a");
        threads.remove().run();

        assertThat(done).containsExactly("a");
    }

    @Test
    void aCallOutOfLineWaitsForNobody() {
        inLine("a");
        inLine("b");
        calls.call(work("c"), answer -> {}, failure -> {});

        assertThat(threads).hasSize(3);
    }

    @Test
    void answersAreGoneOnWithWhenTheyAreDrained() {
        List<String> answers = new ArrayList<>();
        calls.callInLine(work("a"), answers::add, failure -> {});
        threads.remove().run();

        assertThat(answers).isEmpty();
        assertThat(calls.drain()).isTrue();
        assertThat(answers).containsExactly("a");
        assertThat(calls.inFlight()).isZero();
    }

    private void inLine(String name) {
        calls.callInLine(work(name), answer -> {}, failure -> {});
    }

    private Supplier<String> work(String name) {
        return () -> {
            done.add(name);
            return name;
        };
    }
}
