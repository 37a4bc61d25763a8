package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How lists are read page by page; {@link GrowingList} is the other side. */
final class ListsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final GrowingList stackstorm = new GrowingList(TimedList.EXECUTIONS);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachRowComesOnceAndTheNewestFirst(boolean totals) {
        stackstorm.totals = totals;
        fill(250);

        List<String> ids = ids(byTime(TimeBounds.NONE));

        assertThat(ids).doesNotHaveDuplicates().hasSize(250).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(stackstorm.queries).hasSize(3).allMatch(query -> !query.containsKey("offset"));
    }

    @Test
    void nothingIsAskedBeforeSomethingIsReadAndNoPageMoreThanThat() {
        fill(250);

        Stream<JsonObject> rows = byTime(TimeBounds.NONE);

        assertThat(stackstorm.queries).isEmpty();
        assertThat(rows.limit(100)).hasSize(100);
        assertThat(stackstorm.queries).hasSize(1);
    }

    @Test
    void whatComesInFrontMeanwhileMovesNothing() {
        fill(250);
        stackstorm.meanwhile = () -> IntStream.range(0, stackstorm.queries.isEmpty() ? 0 : 30)
                .forEach(i -> stackstorm.add(NOON.plusSeconds(10_000 + i)));

        List<String> ids = ids(byTime(TimeBounds.NONE));

        assertThat(ids).hasSize(250).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 150, 200, 201, 350})
    void moreRowsOfOneTimeThanAPageHoldsAllCome(int many) {
        stackstorm.add(NOON.minusSeconds(2));
        IntStream.range(0, many).forEach(i -> stackstorm.add(NOON));
        stackstorm.add(NOON.plusSeconds(2));

        assertThat(ids(byTime(TimeBounds.NONE))).hasSize(many + 2).doesNotHaveDuplicates();
    }

    @Test
    void rowsThatShareTheTimeOfAPagesLastAreNotLostWhereStackStormCutsTimesToMilliseconds() {
        stackstorm.precision = ChronoUnit.MILLIS;
        IntStream.range(0, 250).forEach(i -> stackstorm.add(NOON.plusMillis(i / 7)));

        assertThat(ids(byTime(TimeBounds.NONE))).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void pagesThatAreShortBecauseOfWhatMayNotBeSeenAreNotTheLast() {
        fill(350);
        IntStream.range(0, 350)
                .filter(i -> i % 3 == 0 || i > 200)
                .forEach(i -> stackstorm.hidden.add("%024x".formatted(i)));

        assertThat(ids(byTime(TimeBounds.NONE)))
                .hasSize(350 - stackstorm.hidden.size())
                .doesNotHaveDuplicates();
        assertThat(ids(stackstorm.lists().byOffset(TimedList.EXECUTIONS.query())))
                .hasSize(350 - stackstorm.hidden.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MICROS", "MILLIS"})
    void theBeginningIsWithinTheBoundsAndTheEndIsNot(ChronoUnit precision) {
        stackstorm.precision = precision;
        Instant since = NOON.plusNanos(500_000);
        Instant until = NOON.plusNanos(2_500_000);
        stackstorm.add(since.minusNanos(1000));
        String first = stackstorm.add(since);
        String last = stackstorm.add(until.minusNanos(1000));
        stackstorm.add(until);

        assertThat(ids(byTime(new TimeBounds(since, until)))).containsExactly(last, first);
    }

    @Test
    void timesAreSentWithSixDigitsAtMost() {
        Instant since = Instant.parse("2026-11-23T12:00:00.123456789Z");

        assertThat(byTime(new TimeBounds(since, since.plusSeconds(1)))).isEmpty();

        assertThat(stackstorm.queries.get(0))
                .containsEntry("timestamp_gt", "2026-11-23T12:00:00.122456Z")
                .containsEntry("timestamp_lt", "2026-11-23T12:00:01.124456Z");
    }

    @Test
    void boundsTheWrongWayRoundAreRefused() {
        assertThatThrownBy(() -> new TimeBounds(NOON, NOON)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void byOffsetNothingIsMissedOrDoubledWhenRowsComeInFront() {
        fill(250);
        stackstorm.meanwhile = () -> stackstorm.add(NOON.plus(Duration.ofDays(1 + stackstorm.queries.size())));

        List<String> ids = ids(stackstorm.lists().byOffset(TimedList.EXECUTIONS.query()));

        assertThat(ids).doesNotHaveDuplicates().contains("%024x".formatted(0), "%024x".formatted(249));
        assertThat(ids.size()).isGreaterThanOrEqualTo(251);
    }

    @Test
    void byOffsetEachRowComesThoughItIsDeletedAsSoonAsItIsRead() {
        fill(730);

        List<String> ids = stackstorm
                .lists()
                .byOffset(TimedList.EXECUTIONS.query())
                .map(Page::id)
                .peek(stackstorm::remove)
                .toList();

        assertThat(ids).hasSize(730).doesNotHaveDuplicates();
    }

    @Test
    void byOffsetRowsThatGoInFrontMakeNoOtherBeMissed() {
        fill(350);
        stackstorm.meanwhile = () -> {
            int asked = stackstorm.queries.size();
            if (asked > 0 && asked < 4) {
                stackstorm.remove("%024x".formatted(349 - asked));
                stackstorm.remove("%024x".formatted(339 - asked));
            }
        };

        List<String> ids = ids(stackstorm.lists().byOffset(TimedList.EXECUTIONS.query()));

        assertThat(ids).hasSize(350).doesNotHaveDuplicates();
    }

    @Test
    void rowsWithoutAnIdAllCome() {
        var transport = new ScriptedTransport()
                .answers(200, "[{\"name\": \"a\"}, {\"name\": \"b\"}]")
                .answers(200, "[{\"name\": \"a\"}, {\"name\": \"b\"}]");
        var lists = new Lists(new StackStormClient(transport, Credentials.NONE, () -> "request-1"));

        assertThat(lists.byOffset(TimedList.EXECUTIONS.query())).hasSize(2);
        assertThat(lists.byTime(TimedList.EXECUTIONS, TimedList.EXECUTIONS.query(), TimeBounds.NONE, Lists.PAGE))
                .hasSize(2);
    }

    @Test
    void noMoreRowsAreAskedForThanAnAccountThatIsNoAdminMayHave() {
        fill(120);

        assertThat(byTime(TimeBounds.NONE)).hasSize(120);
        assertThat(stackstorm.lists().byOffset(TimedList.EXECUTIONS.query())).hasSize(120);

        assertThat(stackstorm.queries)
                .hasSize(4)
                .allMatch(query -> query.get("limit").equals("100"));
    }

    @Test
    void aListThatSaysNoTotalEndsWithItsFirstShortPage() {
        stackstorm.totals = false;
        fill(120);

        assertThat(stackstorm.lists().byOffset(TimedList.EXECUTIONS.query())).hasSize(120);
        assertThat(stackstorm.queries).hasSize(2);
    }

    private void fill(int rows) {
        IntStream.range(0, rows).forEach(i -> stackstorm.add(NOON.plusSeconds(i)));
    }

    private Stream<JsonObject> byTime(TimeBounds bounds) {
        return stackstorm.lists().byTime(TimedList.EXECUTIONS, TimedList.EXECUTIONS.query(), bounds, Lists.PAGE);
    }

    private static List<String> ids(Stream<JsonObject> rows) {
        return rows.map(Page::id).toList();
    }
}
