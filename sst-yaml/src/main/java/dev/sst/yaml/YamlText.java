package dev.sst.yaml;

import dev.sst.Problem;
import dev.sst.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML text as JSON, with the meaning it has to StackStorm (YAML 1.1, see {@link PlainScalar}). The work is bounded
 * whatever the text: {@link #MAX_DEPTH}, {@link #MAX_VALUES} and {@link #MAX_CHARACTERS} count what aliases stand for, and
 * are kept without writing it out. Thread-safe, without state.
 */
public final class YamlText {
    /** The deepest nesting: StackStorm's services stand a little more, and not all of them the same. */
    public static final int MAX_DEPTH = 50;

    /** The most values, every use of an alias counted with all it stands for. */
    public static final int MAX_VALUES = 100_000;

    /** The most characters of texts and keys together, counted likewise: four times the longest code. */
    public static final int MAX_CHARACTERS = 4 * 512 * 1024;

    /** Whose grammar it is read with. */
    static final String GRAMMAR = "YAML 1.1";

    /** The field all problems are about. */
    static final String FIELD = "test_code";

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setLabel(FIELD)
            .setUseMarks(true)
            .setCodePointLimit(512 * 1024)
            .build();

    /**
     * What was read.
     *
     * @param value the document; {@code null} when it could not be read
     * @param problems why it could not be read, or not without doubt (a key given twice); with their places
     * @param unfit values that JSON does not have (dates, infinity); they stand in {@code value} as their text
     * @param notes values that an author may have meant otherwise than StackStorm reads them
     * @param places where a member begins, by its path: {@code tasks.one.next[0].do}; not all of a very large text
     */
    public record Reading(
            @Nullable JsonValue value,
            List<Problem> problems,
            List<Problem> unfit,
            List<Problem> notes,
            Map<String, Problem.Place> places) {
        public Reading {
            problems = List.copyOf(problems);
            unfit = List.copyOf(unfit);
            notes = List.copyOf(notes);
            places = Map.copyOf(places);
        }

        /** A problem with what is at that path. */
        Problem problem(String path, String message) {
            return new Problem(FIELD, message, places.get(path));
        }
    }

    private YamlText() {}

    public static Reading read(String text) {
        var composer = new YamlComposer();
        try {
            new Parse(SETTINGS).parseString(text).forEach(composer::take);
            return composer.reading();
        } catch (YamlComposer.Refused e) {
            return composer.broken(e.problem());
        } catch (MarkedYamlEngineException e) {
            return composer.broken(new Problem(
                    FIELD, words(e), e.getProblemMark().map(YamlText::place).orElse(null)));
        } catch (ReaderException e) {
            return composer.broken(new Problem(
                    FIELD,
                    "is not YAML: it has a character that YAML does not allow, U+%04X".formatted(e.getCodePoint()),
                    placeOf(text, e.getCodePoint())));
        } catch (YamlEngineException e) {
            return composer.broken(Problem.of(FIELD, "is not YAML: " + e.getMessage()));
        }
    }

    private static String words(MarkedYamlEngineException e) {
        Optional<Integer> begun = e.getContextMark().map(mark -> place(mark).line());
        String context = e.getContext() == null
                ? ""
                : ", " + e.getContext()
                        + begun.map(line -> " that begins on line " + line).orElse("");
        return "is not YAML: " + e.getProblem() + context;
    }

    /** A place in an author's text: the library counts from 0. */
    static Problem.Place place(Mark mark) {
        return new Problem.Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Where a character is that has no place in YAML, so that its first use is the one that was met. */
    private static Problem.@Nullable Place placeOf(String text, int codePoint) {
        int at = text.indexOf(codePoint);
        if (at < 0) {
            return null;
        }
        String before = text.substring(0, at);
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Problem.Place(line, before.codePointCount(lineStart, at) + 1);
    }
}
