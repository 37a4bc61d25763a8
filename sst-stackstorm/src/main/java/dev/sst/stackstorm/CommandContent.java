package dev.sst.stackstorm;

import dev.sst.deployment.CodeShape;
import dev.sst.harness.AuthorCode;
import dev.sst.harness.ContentFile;
import dev.sst.harness.ContentHash;
import dev.sst.harness.HarnessCommand;
import dev.sst.harness.HarnessFiles;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonString;
import java.util.List;
import java.util.Optional;

/**
 * A script test as an action without files: its runner's parameter {@code cmd} is fixed to a command that brings harness and
 * author's text with it. Made of a test, or read from what StackStorm holds; equal hashes are equal content, whoever packed it.
 * A run by hand has no parameters: whatever stood in the command for them would be read by the shell. Pure.
 *
 * @param parameters what the action declares, but for the command itself
 */
record CommandContent(String runner, String description, JsonObject parameters, HarnessCommand command) {

    static final String RUNNER = "local-shell-cmd";

    /** Together with {@link #LONGEST_PARAMETERS} below the kernel's 128 KiB for one argument, where the whole command is one. */
    static final int LONGEST = 80_000;

    /** How much of the command is kept for the parameters of a run. */
    static final int LONGEST_PARAMETERS = 40_000;

    /** All that StackStorm's template engine finds in the command. */
    private static final String TEMPLATE = "{{ " + RunStart.PARAMETER + " }}";

    private static final String COMMAND = "cmd";
    private static final String DEFAULT = "default";

    /** What a run hands over stands between quotes of the shell's, which it cannot end: StackStorm refuses all but base64. */
    private static final JsonObject PARAMETERS = JsonObject.builder()
            .put(
                    RunStart.PARAMETER,
                    NaturalParameters.ofHarness()
                            .put(DEFAULT, "")
                            .put("pattern", "^[A-Za-z0-9+/=]*$")
                            .build())
            .put(COMMAND, JsonObject.builder().put("immutable", true).build())
            .build();

    static CommandContent of(String description, String code) {
        List<ContentFile> files = HarnessFiles.of(code, CodeShape.SCRIPT);
        var unnamed = new CommandContent(RUNNER, description, PARAMETERS, HarnessCommand.of(files, TEMPLATE));
        return unnamed.with(unnamed.command().at(unnamed.revision()));
    }

    /** What that action runs; empty when that is no command of this kind. */
    static Optional<CommandContent> of(LiveAction live) {
        JsonObject all = Members.object(live.json(), "parameters");
        JsonObject command = Members.object(all, COMMAND);
        return command.text(DEFAULT)
                .flatMap(HarnessCommand::read)
                .map(read -> new CommandContent(
                        live.runner(), live.description(), all.with(COMMAND, Members.without(command, DEFAULT)), read));
    }

    /** The same with another command. */
    CommandContent with(HarnessCommand other) {
        return new CommandContent(runner, description, parameters, other);
    }

    /** Over everything but the revision that the command says, which is made of it. */
    String hash() {
        var hash = new ContentHash()
                .setting("runner", runner)
                .setting("description", description)
                .setting("parameters", CanonicalJson.text(parameters))
                .setting("unpacker", command.unpacker())
                .setting("envelope", command.envelope());
        command.files().forEach(hash::file);
        return hash.hex();
    }

    private String revision() {
        return ActionContent.revision(hash());
    }

    /** The action that StackStorm is to hold. */
    ActionContent action(String pack, String name, String owner) {
        JsonObject fixed = Members.object(parameters, COMMAND).with(DEFAULT, new JsonString(command.text()));
        return new ActionContent(
                pack,
                name,
                runner,
                description,
                parameters.with(COMMAND, fixed),
                owner,
                hash(),
                "",
                List.of(),
                List.of());
    }

    /** How long the command is without parameters of a run, in characters, each of which is a byte. */
    int length() {
        return command.text().length();
    }

    /** In which way that action, which carries that hash, does not run what was written under it; one sentence each. */
    static List<String> differences(LiveAction live, String hash) {
        if (!live.hash().equals(Optional.of(hash))) {
            return List.of();
        }
        Optional<CommandContent> found = of(live);
        if (found.isEmpty()) {
            return List.of("action " + live.ref() + " runs another command than was deployed");
        }
        return found.get().was(hash)
                ? List.of()
                : List.of("action " + live.ref()
                        + " has another command, runner, description or parameters than was deployed");
    }

    private boolean was(String hash) {
        return hash().equals(hash) && command.revision().equals(revision());
    }

    /** The author's text in it, when all else is what was written under that hash with that text of the author. */
    Optional<ContentFile> author(String hash, String code) {
        var written = ContentFile.of(AuthorCode.FILE, AuthorCode.deployed(code, CodeShape.SCRIPT));
        return with(command.with(written)).was(hash) ? command.file(AuthorCode.FILE) : Optional.empty();
    }
}
