package dev.sst.embedded;

import dev.sst.deployment.Deployment;
import dev.sst.test.TestId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a deployed version lies below all content: {@code <pack>/<test>/<hash>}. Pure. */
final class ContentFolders {
    private static final Pattern PACK = Pattern.compile("[a-z0-9_]+");
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]{1,64}/[0-9a-f]{16})/[A-Za-z0-9_.]+");

    private ContentFolders() {}

    /** Whether a pack of that name can be a folder. */
    static boolean isPack(String name) {
        return PACK.matcher(name).matches();
    }

    /** The version's folder below its pack. */
    static String version(TestId test, String contentHash) {
        return test + "/" + contentHash.substring(0, 16);
    }

    /** The version's folder; empty when the deployment is none of this engine. */
    static Optional<String> of(Deployment deployment) {
        if (!deployment.engine().equals(EmbeddedEngine.NAME)
                || deployment.files().isEmpty()) {
            return Optional.empty();
        }
        int dot = deployment.ref().indexOf('.');
        Matcher file = FILE.matcher(deployment.files().get(0).path());
        return dot > 0 && isPack(deployment.ref().substring(0, dot)) && file.matches()
                ? Optional.of(deployment.ref().substring(0, dot) + "/" + file.group(1))
                : Optional.empty();
    }
}
