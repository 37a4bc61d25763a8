package dev.sst.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.testkit.stackstorm.RequestKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final Requests before = new Requests(Map.of(RequestKind.GET_ACTION, 2L, RequestKind.START, 1L));
    private final Requests after =
            new Requests(Map.of(RequestKind.GET_ACTION, 8L, RequestKind.START, 1L, RequestKind.OBSERVE, 3L));

    @Test
    void whatCameInBetweenIsCountedByItsKind() {
        Requests between = after.since(before);

        assertThat(between.of(RequestKind.GET_ACTION)).isEqualTo(6);
        assertThat(between.of(RequestKind.OBSERVE)).isEqualTo(3);
        assertThat(between.of(RequestKind.CANCEL)).isZero();
        assertThat(between.all()).isEqualTo(9);
    }

    @Test
    void ofTwoTimesTheSumIsTaken() {
        assertThat(before.plus(after).of(RequestKind.GET_ACTION)).isEqualTo(10);
        assertThat(before.plus(after).all()).isEqualTo(before.all() + after.all());
        assertThat(Requests.NONE.plus(before)).isEqualTo(before);
    }

    @Test
    void onlyWhatChangesStackStormIsAWrite() {
        assertThat(after.writes()).isEqualTo(1);
        assertThat(after.since(before).writes()).isZero();
    }

    @Test
    void theKindsStandInTheirOrderWithoutThoseThatNeverCame() {
        assertThat(after.since(before).text()).isEqualTo("OBSERVE 3, GET_ACTION 6");
        assertThat(after.since(before).text(2)).isEqualTo("OBSERVE 1.50, GET_ACTION 3.00");
    }
}
