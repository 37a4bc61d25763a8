package dev.sst.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(Sample.of(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Sample.of(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3);
    }

    @Test
    void aPercentileIsAValueThatWasMeasured() {
        var hundred = new Sample(
                IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList());

        assertThat(hundred.percentile(95)).isEqualTo(95);
        assertThat(hundred.percentile(100)).isEqualTo(100);
        assertThat(Sample.of(List.of(7.0)).percentile(50)).isEqualTo(7);
    }

    @Test
    void theSpreadShowsTheMedianBetweenTheExtremes() {
        assertThat(Sample.of(List.of(1234.0, 1000.0, 1500.5)).spread()).isEqualTo("1,234 (1,000 to 1,501)");
    }

    @Test
    void numbersHaveAsManyPlacesAsTheirSizeNeeds() {
        assertThat(Sample.number(0.123)).isEqualTo("0.12");
        assertThat(Sample.number(12.34)).isEqualTo("12.3");
        assertThat(Sample.number(-1234.5)).isEqualTo("-1,235");
    }

    @Test
    void nothingMeasuredIsNoSample() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sample.of(List.of()));
    }
}
