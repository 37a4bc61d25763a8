package dev.sst.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import dev.sst.execution.Evidence;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.Ending;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.StartOrder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into the real harness and comes out of it again, through the envelope and the frame. */
final class RoundTripTest {
    private static final JsonObject TRICKY = JsonObject.builder()
            .put("jinja", "{{ 1 + 1 }}")
            .put("number_text", "007")
            .put("lone", "\ud800")
            .put("nul", "a\u0000b")
            .put("emoji", "\ud83d\ude00")
            .put("big", new JsonNumber(new BigDecimal("1180591620717411303424123456789")))
            .put("fraction", new JsonNumber(new BigDecimal("0.1000000000000000055511151231257827")))
            .put("nothing", JsonNull.NULL)
            .put("list", JsonArray.of(JsonNumber.of(1), new JsonString(""), JsonArray.of()))
            .build();

    @TempDir
    Path folder;

    @Test
    void everyValueArrivesAsThatValue() throws Exception {
        RunReport report = run(Orders.script(TRICKY), "import os\nprint(os.environ['SST_PARAMETERS'])");

        assertThat(report.ending()).isEqualTo(Ending.EXITED);
        assertThat(report.exitCode()).isZero();
        assertThat(JsonText.parse(report.stdout().text())).isEqualTo(TRICKY);
        assertThat(report.swept()).isZero();
    }

    @Test
    void anAssertionThatNothingCaughtIsReportedAsOne() throws Exception {
        RunReport report = run(Orders.script(JsonObject.empty()), "assert 1 == 2, 'no'");

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.exception()).isNotNull().satisfies(exception -> {
            assertThat(exception.type()).isEqualTo("AssertionError");
            assertThat(exception.message()).isEqualTo("no");
            assertThat(exception.assertion()).isTrue();
            assertThat(exception.traceback()).contains("line 2");
        });
        assertThat(report.stderr().text()).contains("AssertionError");
    }

    @Test
    void aDeathByASignalIsReportedAsOne() throws Exception {
        RunReport report = run(Orders.script(JsonObject.empty()), "import os\nos.kill(os.getpid(), 15)");

        assertThat(report.ending()).isEqualTo(Ending.SIGNALED);
        assertThat(report.signal()).isEqualTo(15);
    }

    @Test
    void aReportIsOneLineThatNoEngineReadsAsAnythingElse() throws Exception {
        String code = "print('{\"a\": [{{ 1 }}, \"<% ctx() %>\"]}')\nprint('%%%%%~=~=~=************=~=~=~%%%%')";
        String stdout = harness(
                Envelope.of(Orders.script(TRICKY), Caps.LOCAL, Limits.NONE).text(), code);

        String line = stdout.substring(Frame.start(stdout).orElseThrow());

        assertThat(line).matches("#sst1 [A-Za-z0-9+/=]+\n");
    }

    @Test
    void outputBeyondTheCapLosesItsMiddleAndSaysSo() throws Exception {
        RunReport report = run(Orders.script(JsonObject.empty()), "print('a' + 'x' * 3_000_000 + 'z', end='')");

        assertThat(report.stdout().complete()).isFalse();
        assertThat(report.stdout().head()).startsWith("ax");
        assertThat(report.stdout().tail()).endsWith("xz");
        assertThat(report.stdout().head().length()
                        + report.stdout().tail().length()
                        + report.stdout().droppedBytes())
                .isEqualTo(3_000_002);
    }

    @Test
    void aSecretIsAnArgumentNowhere() throws Exception {
        var parameters = JsonObject.builder()
                .put("password", "hunter2222")
                .put("user", "me")
                .build();
        StartOrder order = Orders.of(CodeShape.SCRIPT, parameters, Set.of("password"), JsonObject.empty());

        RunReport report = run(order, """
                import json, os, sys
                print(sys.argv[1:], json.loads(os.environ['SST_PARAMETERS'])['password'] == 'hunter' + '2222')
                """);

        assertThat(report.stdout().text()).isEqualTo("['--user=me'] True\n");
    }

    @Test
    void anEnvelopeThatCannotBeReadIsAFailureOfTheHarness() throws Exception {
        String stdout = harness("!!!", "print(1)");

        assertThat(Frame.read(stdout, "", null)).isInstanceOfSatisfying(Evidence.Reported.class, reported -> {
            assertThat(reported.report().ending()).isEqualTo(Ending.HARNESS_FAILED);
            assertThat(reported.report().problem()).contains("envelope");
        });
        assertThat(Frame.read(stdout, Orders.NONCE, null)).isInstanceOf(Evidence.Unreported.class);
    }

    @Test
    void theVersionIsTheHarnesssOwn() {
        assertThat(HarnessFiles.version()).matches("\\d+\\.\\d+");
        assertThat(HarnessFiles.harness()).contains("HARNESS_VERSION = \"" + HarnessFiles.version() + "\"");
        assertThat(HarnessFiles.inspector()).contains("import ast");
    }

    private RunReport run(StartOrder order, String code) throws Exception {
        String stdout = harness(Envelope.of(order, Caps.LOCAL, Limits.NONE).text(), code);
        Evidence evidence = Frame.read(stdout, Orders.NONCE, null);
        assertThat(evidence).as(stdout).isInstanceOf(Evidence.Reported.class);
        return ((Evidence.Reported) evidence).report();
    }

    private String harness(String envelope, String code) throws Exception {
        List<ContentFile> files = HarnessFiles.of(code, CodeShape.SCRIPT);
        for (ContentFile file : files) {
            Files.write(folder.resolve(file.name()), file.bytes());
        }
        Process harness = new ProcessBuilder(
                        "python3", folder.resolve(HarnessFiles.HARNESS).toString(), "--sst_parameters=" + envelope)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String stdout = new String(harness.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(harness.waitFor()).isZero();
        return stdout;
    }
}
