package dev.sst.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TimeSlicesTest {
    private static final Instant FROM = Instant.parse("2026-11-23T10:00:00Z");

    private static TimeSlices slices(Duration width, int count) {
        return new TimeSlices(null, FROM, width, count);
    }

    @Test
    void fewSlicesSpanNoLongerStretchThanMany() {
        for (int count : new int[] {1, 2, 500}) {
            Duration tooLong = Duration.ofSeconds(TimeSlices.LONGEST.toSeconds() / count + 2);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> slices(tooLong, count))
                    .withMessageContaining("the stretch must not be longer");
        }
        assertThat(slices(TimeSlices.LONGEST, 1).until()).isEqualTo(FROM.plus(TimeSlices.LONGEST));
    }

    @Test
    void theLongestStretchMayBeRoundedUpToWholeSecondsInEachSlice() {
        TimeSlices most = slices(Duration.ofSeconds(5357), TimeSlices.MOST);

        assertThat(most.until()).isAfter(FROM.plus(TimeSlices.LONGEST));
    }
}
