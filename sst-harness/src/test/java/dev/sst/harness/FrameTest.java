package dev.sst.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.execution.CapturedText;
import dev.sst.execution.Evidence;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.Ending;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.jsontext.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameTest {
    private static final String NONCE = "n0nce";
    private static final JsonValue RESULT = new JsonString("what the engine said");

    @Test
    void theReportIsReadWhole() {
        JsonObject body = JsonObject.builder()
                .put("kind", "raised")
                .put("cause", JsonNull.NULL)
                .put("exit_code", 3)
                .put("flag", false)
                .put(
                        "exception",
                        JsonObject.builder()
                                .put("type", "AssertionError")
                                .put("message", "2 is not 1")
                                .put("assertion", true)
                                .put("traceback", "Traceback ...")
                                .build())
                .put("value", "{\"n\":123456789012345678901234567890}")
                .put("swept", 2)
                .put("duration_ms", 1500)
                .put("stdout", JsonObject.builder().put("text", "out").build())
                .put(
                        "stderr",
                        JsonObject.builder()
                                .put("head", "a")
                                .put("tail", "z")
                                .put("dropped_bytes", 24)
                                .build())
                .build();

        RunReport report = reported("noise\n" + frame(NONCE, body) + "\n");

        assertThat(report.ending()).isEqualTo(Ending.RAISED);
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.signal()).isNull();
        assertThat(report.flag()).isFalse();
        assertThat(report.problem()).isNull();
        assertThat(report.swept()).isEqualTo(2);
        assertThat(report.duration()).hasMillis(1500);
        assertThat(report.stdout()).isEqualTo(CapturedText.of("out"));
        assertThat(report.stderr()).isEqualTo(new CapturedText("a", "z", 24));
        assertThat(report.exception())
                .isEqualTo(new RunReport.UncaughtException("AssertionError", "2 is not 1", true, "Traceback ..."));
        assertThat(report.value())
                .isEqualTo(JsonObject.builder()
                        .put("n", new JsonNumber(new BigDecimal("123456789012345678901234567890")))
                        .build());
    }

    @Test
    void aReturnedNullIsAValueAndNothingIsNone() {
        JsonObject returned = JsonObject.builder().put("kind", "returned").build();

        assertThat(reported(frame(NONCE, returned.with("value", new JsonString("null"))))
                        .value())
                .isEqualTo(JsonNull.NULL);
        assertThat(reported(frame(NONCE, returned)).value()).isNull();
    }

    @Test
    void theLastFrameCounts() {
        String text = frame("another", body("returned")) + "\n" + frame(NONCE, body("exited"));

        assertThat(reported(text).ending()).isEqualTo(Ending.EXITED);
    }

    @Test
    void aMarkerInsideALineIsNone() {
        assertThat(reason("he said " + frame(NONCE, body("exited")))).contains("did not report");
    }

    @Test
    void anotherNonceIsAnotherRun() {
        assertThat(reason(frame("forged", body("returned")))).contains("nonce");
    }

    @Test
    void aChangedBodyIsDamage() {
        JsonObject frame = JsonObject.builder()
                .put("v", 1)
                .put("nonce", NONCE)
                .put("sum", ContentHash.of(NONCE + "\n{}"))
                .put("body", "{\"kind\":\"exited\",\"exit_code\":0}")
                .build();

        assertThat(reason(line(JsonText.write(frame)))).contains("checksum");
    }

    @Test
    void aNewerVersionIsSaid() {
        assertThat(reason(line("{\"v\":2}"))).contains("version 2");
    }

    @Test
    void anEndThatIsNotKnownIsNoPass() {
        assertThat(reason(frame(NONCE, body("levitated")))).contains("levitated");
    }

    @Test
    void aValueThatCannotBeReadIsNoPass() {
        assertThat(reason(frame(NONCE, body("returned").with("value", new JsonString("{")))))
                .contains("value");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100})
    void aFrameThatIsCutOffIsNoReport(int kept) {
        String line = frame(NONCE, body("exited"));

        assertThat(Frame.read(
                        line.substring(0, Math.min(line.length() - 8, Frame.MARKER.length() + kept)), NONCE, null))
                .isInstanceOf(Evidence.Unreported.class);
    }

    @Test
    void whatUnfoldsWithoutEndIsRefused() {
        String bomb = line("{\"v\":1,\"body\":\"" + " ".repeat(Inflated.MAX_BYTES) + "\"}");

        assertThat(bomb.length()).isLessThan(200_000);
        assertThat(reason(bomb)).contains("unfolds");
    }

    @Test
    void noTextMakesItThrow() {
        var random = new Random(4711);
        String real = frame(NONCE, body("exited"));
        for (int i = 0; i < 2000; i++) {
            var text = new StringBuilder(real);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                text.setCharAt(Frame.MARKER.length() + random.nextInt(real.length() - Frame.MARKER.length()), (char)
                        random.nextInt(0x80));
            }
            if (!text.toString().strip().equals(real)) {
                assertThat(Frame.read(text.toString(), "other" + i, null)).isInstanceOf(Evidence.Unreported.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#sst1 ", "#sst1", "#sst1 ====", "#sst1 eJwDAAAAAAE=", "#sst1 \u0000\ud800", "#sst1 é"})
    void whatIsNoFrameLeavesTheEnginesOwnResult(String stdout) {
        assertThat(Frame.read(stdout, NONCE, RESULT))
                .isInstanceOfSatisfying(
                        Evidence.Unreported.class,
                        unreported -> assertThat(unreported.result()).isEqualTo(RESULT));
    }

    @Test
    void noOutputAtAllIsNoReport() {
        assertThat(Frame.read(null, NONCE, null))
                .isEqualTo(new Evidence.Unreported("the harness did not report", null));
    }

    @Test
    void whereTheFrameBeginsIsKnownForThoseWhoShowOutput() {
        assertThat(Frame.start("a\nb\n#sst1 x\n")).contains(4);
        assertThat(Frame.start("#sst1 x")).contains(0);
        assertThat(Frame.start(" #sst1 x")).isEmpty();
    }

    private static RunReport reported(String stdout) {
        Evidence evidence = Frame.read(stdout, NONCE, null);
        assertThat(evidence).isInstanceOf(Evidence.Reported.class);
        return ((Evidence.Reported) evidence).report();
    }

    private static String reason(String stdout) {
        Evidence evidence = Frame.read(stdout, NONCE, null);
        assertThat(evidence).isInstanceOf(Evidence.Unreported.class);
        return ((Evidence.Unreported) evidence).reason();
    }

    private static JsonObject body(String kind) {
        return JsonObject.builder().put("kind", kind).put("exit_code", 0).build();
    }

    private static String frame(String nonce, JsonObject body) {
        String text = JsonText.write(body);
        return line(JsonText.write(JsonObject.builder()
                .put("v", 1)
                .put("nonce", nonce)
                .put("sum", ContentHash.of(nonce + "\n" + text))
                .put("body", text)
                .build()));
    }

    private static String line(String json) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Frame.MARKER + Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
