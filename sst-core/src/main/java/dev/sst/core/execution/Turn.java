package dev.sst.core.execution;

import dev.sst.execution.Execution;
import dev.sst.execution.Judgement;
import dev.sst.execution.RunOutput;
import dev.sst.test.RetryPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a turn of the worker is about: its time, and the moves it gathers to be stored at its end. Belongs to the worker's
 * thread.
 */
final class Turn {
    private final List<Move> moves = new ArrayList<>();
    private Instant now;

    Turn(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    void begin(Instant at) {
        now = at;
    }

    boolean idle() {
        return moves.isEmpty();
    }

    void move(Held held, ExecutionEvent event, Function<Execution, Optional<Execution>> next) {
        add(moveOf(held, event, next));
    }

    /** A move that is not gathered yet. */
    Move moveOf(Held held, ExecutionEvent event, Function<Execution, Optional<Execution>> next) {
        return new Move(held, event, next, now, null);
    }

    /** The attempt is over: another follows, or the execution ends. */
    void conclude(Held held, Judgement judgement, @Nullable RunOutput output) {
        Instant at = now;
        add(new Move(
                held,
                ExecutionEvent.CONCLUDED,
                execution -> RetryRule.after(execution, held.settings.retries(), judgement, at),
                at,
                output));
    }

    void conclude(Held held, Judgement judgement) {
        conclude(held, judgement, null);
    }

    /** The execution is over, whatever its retries: another attempt could run beside one that was not seen to end. */
    void giveUp(Held held, Judgement judgement) {
        Instant at = now;
        add(new Move(
                held,
                ExecutionEvent.CONCLUDED,
                execution -> RetryRule.after(execution, RetryPolicy.NONE, judgement, at),
                at,
                null));
    }

    void add(Move move) {
        move.held().phase = Held.Phase.DECIDED;
        moves.add(move);
    }

    /** The moves gathered so far; they stay until {@link #replace}. */
    List<Move> moves() {
        return List.copyOf(moves);
    }

    /** To be tried once more by the next turn. */
    void keep(Move move) {
        moves.add(move);
    }

    /** What is left to be stored by a later turn. */
    void replace(List<Move> left) {
        moves.clear();
        moves.addAll(left);
    }
}
