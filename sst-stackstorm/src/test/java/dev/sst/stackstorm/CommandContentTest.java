package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.harness.ContentFile;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import org.junit.jupiter.api.Test;

/** What a script without files is, and how it is known again in what StackStorm holds. */
final class CommandContentTest {
    private static final String HOSTILE = "print('{{ x }} {% y %} \"é\" ' + '\\'')\n";
    private static final CommandContent CONTENT = CommandContent.of("Synthetic test 1", HOSTILE);

    @Test
    void ofItsCommandOnlyTheRunsParametersAreATemplate() {
        String command = command(live(CONTENT));

        assertThat(command.replaceFirst(" '\\{\\{ sst_parameters }}'$", "")).doesNotContain("{{", "{%", "{#");
        assertThat(command).endsWith(" '{{ sst_parameters }}'");
        assertThat(CONTENT.length()).isEqualTo(command.length());
    }

    @Test
    void nobodyCanPutAnotherCommandOrAnotherShellWordInItsPlace() {
        JsonObject parameters = CONTENT.action("default", "t", "owner").parameters();

        assertThat(Members.isTrue(Members.object(parameters, "cmd"), "immutable"))
                .isTrue();
        assertThat(Members.text(Members.object(parameters, "sst_parameters"), "pattern"))
                .isEqualTo("^[A-Za-z0-9+/=]*$");
    }

    @Test
    void whatStackStormHoldsHasTheSameHashInWhateverOrder() {
        LiveAction live = live(CONTENT);
        JsonObject parameters = Members.object(live.json(), "parameters");
        var turned = JsonObject.builder();
        parameters.members().keySet().stream()
                .sorted()
                .forEach(name -> turned.put(name, parameters.get(name).orElseThrow()));

        assertThat(CommandContent.of(live).orElseThrow().hash()).isEqualTo(CONTENT.hash());
        assertThat(CommandContent.of(with(live, "parameters", turned.build()))
                        .orElseThrow()
                        .hash())
                .isEqualTo(CONTENT.hash());
    }

    @Test
    void allThatDecidesHowItRunsIsInItsHash() {
        assertThat(CommandContent.of("Synthetic test 1", "print(2)\n").hash()).isNotEqualTo(CONTENT.hash());
        assertThat(CommandContent.of("Synthetic test 2", HOSTILE).hash()).isNotEqualTo(CONTENT.hash());
        LiveAction live = live(CONTENT);
        JsonObject parameters = Members.object(live.json(), "parameters");
        JsonObject open = JsonObject.builder().put("default", command(live)).build();

        assertThat(differences(with(live, "runner_type", new JsonString("remote-shell-cmd"))))
                .contains("has another command, runner, description or parameters than was deployed");
        assertThat(differences(with(live, "parameters", parameters.with("cmd", open))))
                .contains("has another command, runner, description or parameters than was deployed");
        assertThat(differences(with(live, "parameters", parameters.with("cmd", new JsonString("id")))))
                .contains("runs another command than was deployed");
        assertThat(differences(live)).isEmpty();
    }

    @Test
    void aCommandThatSaysItIsAnotherRevisionIsAnother() {
        LiveAction other = live(CONTENT.with(CONTENT.command().at("ba9876543210")));

        assertThat(CommandContent.of(other).orElseThrow().hash()).isEqualTo(CONTENT.hash());
        assertThat(differences(other)).contains("has another command");
    }

    @Test
    void whatWasDeployedUnderAnotherHashIsNoMatterOfTheCommand() {
        assertThat(CommandContent.differences(live(CONTENT), "another")).isEmpty();
    }

    @Test
    void theAuthorsTextIsReadWhereAllElseIsAsItWas() {
        CommandContent edited = CONTENT.with(CONTENT.command().with(ContentFile.of("test.py", "print(2)\n")));
        CommandContent both = edited.with(edited.command().with(ContentFile.of("sst_harness.py", "print(3)\n")));

        assertThat(edited.author(CONTENT.hash(), HOSTILE).map(ContentFile::text))
                .contains("print(2)\n");
        assertThat(both.author(CONTENT.hash(), HOSTILE)).isEmpty();
    }

    private static String differences(LiveAction live) {
        return String.join("; ", CommandContent.differences(live, CONTENT.hash()));
    }

    private static String command(LiveAction live) {
        return Members.text(Members.object(Members.object(live.json(), "parameters"), "cmd"), "default");
    }

    private static LiveAction live(CommandContent content) {
        ActionContent action = content.action("default", "t", "owner");
        return with(new LiveAction(action.body()), "ref", new JsonString(action.ref()));
    }

    private static LiveAction with(LiveAction live, String member, JsonValue value) {
        return new LiveAction(live.json().with(member, value));
    }
}
