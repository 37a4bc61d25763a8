package dev.sst.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sst.deployment.CodeShape;
import dev.sst.execution.Evidence;
import dev.sst.execution.RunReport;
import dev.sst.execution.RunReport.Ending;
import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import dev.sst.spi.StartOrder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a shell runs it, and what it leaves: nothing. */
final class HarnessCommandTest {
    private static final String REVISION = "0123456789ab";

    @TempDir
    Path temporary;

    @Test
    void itRunsTheTestBehindTheHarnessAndLeavesNothing() throws Exception {
        JsonObject parameters =
                JsonObject.builder().put("text", "it's {{ 1 }} \"ü\"\n").build();

        RunReport report = report("""
                import os, sys
                print(os.environ["SST_PARAMETERS"])
                print(os.path.basename(os.path.dirname(sys.argv[0])), sys.stdin.read() == "", "SST_UNPACKED" in os.environ)
                """, parameters, Map.of());

        assertThat(report.ending()).isEqualTo(Ending.EXITED);
        List<String> lines = report.stdout().text().lines().toList();
        assertThat(JsonText.parse(lines.get(0))).isEqualTo(parameters);
        assertThat(lines.get(1)).isEqualTo(REVISION + " True False");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "print('{{ x }} {% y %} {# z #} $HOME `id` \\\\ ')",
                "print(\"\"\"'\n\"'\n\"\"\" + chr(0x1F600), 'Grüße 世界 \u0001')",
                "#!/bin/sh\nprintf '%s' \"it's\"; exit 7",
                "\uFEFFprint(__file__[-7:])",
                "# -*- coding: utf-8 -*-\r\nprint('a')\r\n"
            })
    void noTextOfAnAuthorIsReadByAShellOrATemplateEngine(String code) throws Exception {
        HarnessCommand command = command(code);

        assertThat(HarnessCommand.read(command.text())).contains(command);
        assertThat(command.text())
                .doesNotContain("{{", "{%", "{#")
                .satisfies(text -> assertThat(
                                text.chars().filter(one -> one == '\'').count())
                        .isEqualTo(4));
        RunReport carried = report(code, JsonObject.empty(), Map.of());
        assertThat(carried.exception()).isNull();
        assertThat(carried.exitCode()).isEqualTo(code.contains("exit 7") ? 7 : 0);
    }

    @Test
    void itsFilesAreSeenByTheirOwnerAlone() throws Exception {
        RunReport report = report("""
                import os, stat, sys
                here = os.path.dirname(sys.argv[0])
                print(oct(os.stat(here).st_mode & 0o777), oct(os.stat(os.path.dirname(here)).st_mode & 0o777))
                """, JsonObject.empty(), Map.of());

        assertThat(report.stdout().text()).isEqualTo("0o700 0o700\n");
    }

    @Test
    void aTestThatOutlastsItsDeadlineIsEndedAndTheFilesGo() throws Exception {
        RunReport report = report(
                "import time\nprint('begun', flush=True)\ntime.sleep(60)",
                Orders.scriptOf(Duration.ofSeconds(1)),
                Map.of());

        assertThat(report.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(report.stdout().text()).isEqualTo("begun\n");
    }

    @Test
    void aCancelEndsItAndTheFilesGo() throws Exception {
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/v1/executions/66f0", exchange -> {
            byte[] answer = "{\"id\": \"66f0\", \"status\": \"canceling\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        api.start();
        try {
            RunReport report = report(
                    "import time\ntime.sleep(60)",
                    JsonObject.empty(),
                    Map.of(
                            "ST2_ACTION_API_URL",
                            "http://127.0.0.1:" + api.getAddress().getPort() + "/v1",
                            "ST2_ACTION_AUTH_TOKEN",
                            "a-token-0123",
                            "ST2_ACTION_EXECUTION_ID",
                            "66f0"));

            assertThat(report.ending()).isEqualTo(Ending.CANCELLED);
        } finally {
            api.stop(0);
        }
    }

    @Test
    void ordersOfAnotherRevisionAreRefusedAndTheFilesGo() throws Exception {
        Envelope other = Envelope.of(Orders.script(JsonObject.empty()), Caps.STACKSTORM, Limits.NONE)
                .onlyIn("ba9876543210");

        Ran ran = ran(new HarnessCommand(HarnessFiles.unpacker(), REVISION, files("print(1)"), other.text()), Map.of());

        assertThat(Frame.read(ran.stdout(), Orders.NONCE, null))
                .isInstanceOfSatisfying(
                        Evidence.Reported.class,
                        reported -> assertThat(reported.report().problem()).contains("another revision; deploy again"));
    }

    @Test
    void byHandItsExitCodeIsTheTests() throws Exception {
        Ran ran = ran(command("print('by hand')\nraise SystemExit(5)"), Map.of());

        assertThat(ran.exitCode()).isEqualTo(5);
        assertThat(ran.stdout()).contains("by hand");
    }

    @Test
    void whatCannotBeUnpackedLeavesNothingEither() throws Exception {
        HarnessCommand twice = new HarnessCommand(HarnessFiles.unpacker(), REVISION, List.of(), "");

        assertThat(ran(twice, Map.of()).exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id", "python3 -I -c 'x' eJyrVg== ''", "python3 -I -c 'x' QUJD '{{ y }}'"})
    void anyOtherTextIsNoSuchCommand(String text) {
        assertThat(HarnessCommand.read(text)).isEmpty();
    }

    @Test
    void aCommandWithMoreBehindItIsNoSuchCommand() {
        assertThat(HarnessCommand.read(command("print(1)").text() + "; id")).isEmpty();
    }

    @Test
    void filesThatAreNoTextOrNoFileMakeNoCommand() {
        for (String files : List.of("{\"a.py\": 1}", "{\"../a.py\": \"x\"}")) {
            String packed =
                    Deflated.text(("{\"revision\": \"\", \"files\": " + files + "}").getBytes(StandardCharsets.UTF_8));

            assertThat(HarnessCommand.read("python3 -I -c 'x' " + packed + " ''"))
                    .isEmpty();
        }
    }

    @Test
    void whatWouldEndTheQuotesIsRefused() {
        assertThatThrownBy(() -> HarnessCommand.of(List.of(), "'; id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not hold a quote");
    }

    @Test
    void oneFileIsReplacedAndTheOthersStay() {
        HarnessCommand other = command("print(1)").with(ContentFile.of(AuthorCode.FILE, "print(2)"));

        assertThat(other.file(AuthorCode.FILE).map(ContentFile::text)).contains("print(2)");
        assertThat(other.files().get(0)).isEqualTo(command("").files().get(0));
        assertThat(other.revision()).isEqualTo(REVISION);
    }

    private static List<ContentFile> files(String code) {
        return HarnessFiles.of(code, CodeShape.SCRIPT);
    }

    private static HarnessCommand command(String code) {
        return HarnessCommand.of(files(code), "").at(REVISION);
    }

    private RunReport report(String code, JsonObject parameters, Map<String, String> environment) throws Exception {
        return report(code, Orders.script(parameters), environment);
    }

    private RunReport report(String code, StartOrder order, Map<String, String> environment) throws Exception {
        Envelope envelope = Envelope.of(order, Caps.STACKSTORM, Limits.NONE).onlyIn(REVISION);
        HarnessCommand command = new HarnessCommand(HarnessFiles.unpacker(), REVISION, files(code), envelope.text());
        Ran ran = ran(command, environment);
        assertThat(ran.exitCode()).as(ran.stdout()).isZero();
        Evidence evidence = Frame.read(ran.stdout(), Orders.NONCE, null);
        assertThat(evidence).as(ran.stdout()).isInstanceOf(Evidence.Reported.class);
        return ((Evidence.Reported) evidence).report();
    }

    private record Ran(int exitCode, String stdout) {}

    /** As StackStorm's shell runner does it; no file of it may be left. */
    private Ran ran(HarnessCommand command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command.text())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().putAll(environment);
        Process shell = builder.start();
        String stdout = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = shell.waitFor();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).as("what is left of it").isEmpty();
        }
        return new Ran(exitCode, stdout);
    }
}
