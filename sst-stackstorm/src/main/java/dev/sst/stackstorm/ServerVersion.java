package dev.sst.stackstorm;

import dev.sst.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A StackStorm's version, of texts like {@code 3.8.1} and {@code 3.10dev-1a2b3c}. */
record ServerVersion(int major, int minor) {

    /** Below it templates are unrestricted (CVE-2021-44657) and a deletion leaves every file. */
    static final ServerVersion OLDEST = new ServerVersion(3, 6);

    /** Below it known holes are open (CVE-2022-43706, CVE-2022-44009). */
    static final ServerVersion SOUND = new ServerVersion(3, 8);

    private static final Pattern FORM = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})");

    /** Empty for a text that begins with no version. */
    static Optional<ServerVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.find()
                ? Optional.of(new ServerVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Asks for it; empty when StackStorm does not say. */
    static Optional<ServerVersion> of(StackStormClient client) {
        return client.object(Request.get("/v1/"))
                .flatMap(answer -> answer.text("version"))
                .flatMap(ServerVersion::parse);
    }

    /** Why nothing is deployed to it; empty when something is. */
    Optional<Problem> refusal() {
        return before(OLDEST)
                ? Optional.of(Problem.of(
                        "",
                        "StackStorm " + this + " is older than " + OLDEST
                                + ": templates can run system commands there (CVE-2021-44657)"))
                : Optional.empty();
    }

    /** What a person should know before something is deployed to it. */
    Optional<Problem> warning() {
        return before(SOUND)
                ? Optional.of(Problem.of("", "StackStorm " + this + " has known holes; " + SOUND + " closes them"))
                : Optional.empty();
    }

    boolean before(ServerVersion other) {
        return major < other.major || (major == other.major && minor < other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
