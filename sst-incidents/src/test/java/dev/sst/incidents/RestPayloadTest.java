package dev.sst.incidents;

import static dev.sst.testkit.incident.SampleDeliveries.check;
import static dev.sst.testkit.incident.SampleDeliveries.delivery;
import static dev.sst.testkit.incident.SampleDeliveries.key;
import static dev.sst.testkit.incident.SampleDeliveries.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.incident.Delivery;
import dev.sst.incident.Delivery.Event;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RestPayloadTest {
    private final RestPayload payload = new RestPayload("outage");

    @Test
    void theOutputIsGivenUpFirstThenChecksThenTextAndNeverTitleKeyAndLink() {
        Delivery lengthy = lengthy();
        int whole = size(lengthy, Detail.WHOLE);
        String cut = RestPayload.fitting(detail -> payload.opening(lengthy, detail), whole - 1);

        assertThat(cut).contains("check 19").contains("output:");
        for (Detail detail : Detail.values()) {
            JsonObject body = payload.opening(lengthy, detail);
            assertThat(body.text("title")).contains("Login check failed");
            assertThat(body.text("internal_notes").orElseThrow()).contains("sst-key: " + key(1));
            assertThat(body.text("description").orElseThrow()).contains("https://sst.example.org/incidents/1");
        }
        assertThat(payload.opening(lengthy, Detail.FIVE_CHECKS)
                        .text("description")
                        .orElseThrow())
                .contains("check 4", "and 15 more failing check(s)")
                .doesNotContain("check 5:");
        assertThat(payload.opening(lengthy, Detail.NO_OUTPUT)
                        .text("internal_notes")
                        .orElseThrow())
                .contains("The output is left out here.");
    }

    @Test
    void eachStepTellsLess() {
        int[] sizes = Arrays.stream(Detail.values())
                .mapToInt(detail -> size(lengthy(), detail))
                .toArray();

        for (int i = 1; i < sizes.length; i++) {
            assertThat(sizes[i]).isLessThan(sizes[i - 1]);
        }
    }

    @Test
    void textsAreCutByCodePointsAndNeverInsideAPair() {
        assertThat(PlainText.line("😀😀😀😀", 3)).isEqualTo("😀😀…");
        assertThat(PlainText.line("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(PlainText.line("a\r\nb\u202ec\u0000", 10)).isEqualTo("a b c");
        assertThat(PlainText.block("a\r\n\tb\u0000\ud800", 10)).isEqualTo("a\n\tb\ufffd\ufffd");
    }

    private static Delivery lengthy() {
        JsonArray checks = new JsonArray(IntStream.range(0, 20)
                .<JsonValue>mapToObj(i -> check("check " + i, "/x/" + i, "é".repeat(400)))
                .toList());
        return delivery(
                1,
                Event.OPENED,
                snapshot(Event.OPENED)
                        .with("cause", new JsonString("c".repeat(900)))
                        .with("checks", checks)
                        .with("incident_link", new JsonString("https://sst.example.org/incidents/1"))
                        .with("output_excerpt", new JsonString("o".repeat(3_000) + "the end")));
    }

    private int size(Delivery delivery, Detail detail) {
        return JsonText.write(payload.opening(delivery, detail)).getBytes(StandardCharsets.UTF_8).length;
    }
}
