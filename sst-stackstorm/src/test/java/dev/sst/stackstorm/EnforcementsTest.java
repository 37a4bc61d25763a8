package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How enforcements are read page by page; {@link GrowingList} is the other side. */
final class EnforcementsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final GrowingList stackstorm = new GrowingList(TimedList.ENFORCEMENTS);
    private final Enforcements enforcements = new Enforcements(stackstorm.client());

    @Test
    void whatMayNotBeSeenMakesNoPageTheLast() {
        IntStream.range(0, 250).forEach(i -> stackstorm.add(NOON.plusSeconds(i)));
        IntStream.range(160, 250).forEach(i -> stackstorm.hidden.add("%024x".formatted(i)));

        assertThat(enforcements.behind(NOON, 10))
                .hasValueSatisfying(rows -> assertThat(rows).hasSize(160));
    }

    @Test
    void moreOfOneTimeThanAPageHoldsAreReadOn() {
        IntStream.range(0, 250).forEach(i -> stackstorm.add(NOON));

        assertThat(enforcements.behind(NOON, 10))
                .hasValueSatisfying(rows -> assertThat(rows).hasSize(250));
    }

    @Test
    void whatTakesMoreQuestionsThanThereMayBeIsNotAnsweredInPart() {
        IntStream.range(0, 250).forEach(i -> stackstorm.add(NOON.plusSeconds(i)));

        assertThat(enforcements.behind(NOON, 2)).isEmpty();
        assertThat(stackstorm.queries).hasSize(2);
    }

    @Test
    void thatWhichWasTheNewestWhenAWatchBeganIsNotOfIt() {
        stackstorm.add(NOON);
        String later = stackstorm.add(NOON.plusMillis(1));

        List<JsonObject> rows = enforcements.of(new WatchId("rule", "6".repeat(24), NOON, Duration.ZERO, "k-0"));

        assertThat(rows).extracting(Page::id).containsExactly(later);
    }

    @Test
    void ofARuleThatHadNeverFiredEveryOneCounts() {
        stackstorm.add(NOON);

        assertThat(enforcements.of(new WatchId("rule", "6".repeat(24), Instant.EPOCH, Duration.ZERO, "k-0")))
                .hasSize(1);
        assertThat(stackstorm.queries)
                .singleElement()
                .satisfies(query -> assertThat(query).doesNotContainKey("enforced_at_gt"));
    }
}
