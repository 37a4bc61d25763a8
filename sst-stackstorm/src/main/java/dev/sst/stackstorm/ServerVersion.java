package dev.sst.stackstorm;

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

    boolean before(ServerVersion other) {
        return major < other.major || (major == other.major && minor < other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
