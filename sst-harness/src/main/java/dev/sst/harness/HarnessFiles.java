package dev.sst.harness;

import dev.sst.deployment.CodeShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python programs that this module carries, and the files that make up a deployed test: the harness and, beside it,
 * the author's text. Immutable; safe for use by any thread.
 */
public final class HarnessFiles {
    /** The harness, which is the entry point of every deployed test. */
    public static final String HARNESS = "sst_harness.py";

    /** The program that reads an author's code without running it. */
    public static final String INSPECTOR = "sst_inspect.py";

    /** The program that unpacks what a {@link HarnessCommand} carries. */
    private static final String UNPACKER = "sst_unpack.py";

    private static final Pattern VERSION = Pattern.compile("^HARNESS_VERSION = \"([^\"]+)\"$", Pattern.MULTILINE);

    private HarnessFiles() {}

    /** The harness's text. */
    public static String harness() {
        return Harness.TEXT;
    }

    /** The harness's own version. */
    public static String version() {
        return Harness.VERSION;
    }

    /** The inspector's text. */
    public static String inspector() {
        return resource(INSPECTOR);
    }

    /** The text of the program that unpacks what a command carries; none of it needs quoting within single quotes. */
    static String unpacker() {
        return resource(UNPACKER);
    }

    /** The files of a deployed test, entry point first; all in one folder. */
    public static List<ContentFile> of(String code, CodeShape shape) {
        return List.of(
                ContentFile.of(HARNESS, harness()), ContentFile.of(AuthorCode.FILE, AuthorCode.deployed(code, shape)));
    }

    private static String resource(String name) {
        try (InputStream stream = HarnessFiles.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the class path lacks dev/sst/harness/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Harness {
        static final String TEXT = resource(HARNESS);
        static final String VERSION = version(TEXT);

        private static String version(String text) {
            Matcher matcher = HarnessFiles.VERSION.matcher(text);
            if (!matcher.find()) {
                throw new IllegalStateException("the harness states no version");
            }
            return matcher.group(1);
        }
    }
}
