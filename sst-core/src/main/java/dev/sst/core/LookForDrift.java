package dev.sst.core;

import dev.sst.EngineOutcomeUnknownException;
import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import dev.sst.report.TestSummary;
import dev.sst.spi.Leases;
import dev.sst.spi.Stores;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestId;
import dev.sst.test.TestQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time at everything that is live, whether it still is what was written.
 *
 * <ol>
 *   <li>When a round is due, the node that takes the lock makes it; it keeps the lock until the next is due, so that of several
 *       nodes one makes a round at a time.
 *   <li>Each {@link #step} looks at one test, so that the engine is asked at the pace of whoever calls.
 *   <li>An engine that {@value #OUT_OF_REACH} times in a row cannot be asked is out of reach, which ends the round; one test that
 *       it cannot show does not. Nothing is said of what could not be looked at.
 * </ol>
 *
 * Not thread-safe.
 */
final class LookForDrift {
    private static final Logger LOG = LoggerFactory.getLogger(LookForDrift.class);
    private static final String LOCK = "drift";
    private static final int PAGE = 200;
    private static final int OUT_OF_REACH = 3;

    private final Stores stores;
    private final InspectLive inspection;
    private final InstantSource clock;
    private final Turn turn;
    private final Queue<TestId> waiting = new ArrayDeque<>();
    private Instant due;
    private int unanswered;

    /**
     * How it shares the work.
     *
     * @param owner this node
     * @param engine what is live on any other is passed over
     * @param every from one round to the next; zero for none at all
     */
    record Turn(String owner, String engine, Duration every) {}

    LookForDrift(Stores stores, InspectLive inspection, Turn turn, InstantSource clock) {
        this.stores = stores;
        this.inspection = inspection;
        this.turn = turn;
        this.clock = clock;
        due = turn.every().isZero() ? Instant.MAX : clock.instant().plus(turn.every());
    }

    /** Looks at one test, or sees whether a round is due. */
    void step() {
        TestId next = waiting.poll();
        if (next != null) {
            look(next);
        } else if (!clock.instant().isBefore(due)) {
            due = clock.instant().plus(turn.every());
            begin();
        }
    }

    /** Leaves the next round to whoever comes first. */
    void leave() {
        stores.leases().release(LOCK, turn.owner());
    }

    private void begin() {
        Leases leases = stores.leases();
        if (!leases.hold(LOCK, turn.owner(), turn.every())) {
            return;
        }
        TestQuery query = TestQuery.builder().deployed(true).limit(PAGE).build();
        List<TestSummary> page = stores.reports().tests(query);
        while (!page.isEmpty()) {
            page.stream().filter(this::here).forEach(test -> waiting.add(test.id()));
            page = page.size() < PAGE
                    ? List.of()
                    : stores.reports()
                            .tests(query.after(page.get(page.size() - 1).place()));
        }
    }

    /** A record of another engine says nothing of what is here. */
    private boolean here(TestSummary test) {
        return test.live().filter(live -> live.engine().equals(turn.engine())).isPresent();
    }

    private void look(TestId id) {
        try {
            stores.tests().find(id).filter(test -> !test.deleted()).ifPresent(this::look);
            unanswered = 0;
        } catch (EngineUnavailableException e) {
            unanswered++;
            LOG.info("What is live of test {} cannot be looked at now: {}", id, e.getMessage());
            if (unanswered >= OUT_OF_REACH) {
                waiting.clear();
                unanswered = 0;
            }
        } catch (EngineRejectedException | EngineOutcomeUnknownException e) {
            LOG.info("What is live of test {} cannot be looked at: {}", id, e.getMessage());
        }
    }

    private void look(SyntheticTest test) {
        inspection
                .look(test)
                .filter(drift -> !drift.none())
                .ifPresent(drift -> LOG.debug("Live of test {} is not what was written: {}", test.id(), drift));
    }
}
