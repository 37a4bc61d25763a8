package dev.sst.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.incidents.Reply.Answered;
import dev.sst.incidents.Reply.NotSent;
import dev.sst.spi.IncidentSink.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyRulesTest {
    private static final String DATE = "Thu, 01 Jan 2015 00:00:00 GMT";

    @ParameterizedTest
    @CsvSource({
        "400, Permanent", "401, Permanent", "403, Permanent", "404, Permanent", "405, Permanent", "407, Permanent",
        "408, Retry", "409, Permanent", "410, Permanent", "413, Permanent", "415, Permanent", "422, Permanent",
        "425, Retry", "429, Retry", "500, Ambiguous", "501, Permanent", "502, Ambiguous", "503, Ambiguous",
        "504, Ambiguous", "505, Permanent", "301, Permanent", "302, Permanent", "307, Permanent", "308, Permanent"
    })
    void eachStatusHasItsClass(int status, String answer) {
        assertThat(ReplyRules.refusal(answered(status, null, "{}")).getClass().getSimpleName())
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|PT5S",
                "0|PT0S",
                "99999999|PT1H",
                "Thu, 01 Jan 2015 00:00:07 GMT|PT7S",
                "Thu, 01 Jan 2026 00:00:07 GMT|PT1H"
            })
    void aWaitIsReadAgainstTheAnswersOwnClockAndIsNeverLongerThanAnHour(String retryAfter, Duration wait) {
        assertThat(ReplyRules.refusal(answered(429, retryAfter, "{}")))
                .isInstanceOfSatisfying(
                        Answer.RetryAfter.class,
                        later -> assertThat(later.delay()).isEqualTo(wait));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "abc", "", "Wed, 31 Dec 2014 23:59:59 GMT", "12345678901234567890"})
    void aWaitThatMakesNoSenseIsNone(String retryAfter) {
        assertThat(ReplyRules.refusal(answered(429, retryAfter, "{}"))).isInstanceOf(Answer.Retry.class);
    }

    @Test
    void aRefusedFieldIsNamed() {
        String detail = "{\"detail\":[{\"loc\":[\"body\",\"incident_type\"],\"msg\":\"Input should be 'outage'\"}]}";

        assertThat(ReplyRules.refusal(answered(422, null, detail)))
                .isInstanceOfSatisfying(
                        Answer.Permanent.class,
                        no -> assertThat(no.reason()).contains("incident_type: Input should be 'outage'"));
    }

    @Test
    void whatWasNotSentIsNeverAmbiguous() {
        assertThat(ReplyRules.refusal(new NotSent(NotSent.Why.UNREACHABLE, "refused")))
                .isInstanceOf(Answer.Retry.class);
        assertThat(ReplyRules.refusal(new NotSent(NotSent.Why.UNTRUSTED, "expired")))
                .isEqualTo(new Answer.RetryAfter(
                        ReplyRules.UNTRUSTED_PAUSE, "not sent, its certificate is not trusted: expired"));
        assertThat(ReplyRules.refusal(new NotSent(NotSent.Why.FORBIDDEN, "metadata")))
                .isInstanceOf(Answer.Permanent.class);
        assertThat(ReplyRules.refusal(new Reply.Lost("reset"))).isInstanceOf(Answer.Ambiguous.class);
    }

    private static Answered answered(int status, @Nullable String retryAfter, String body) {
        return new Answered(status, null, retryAfter, DATE, body, true);
    }
}
