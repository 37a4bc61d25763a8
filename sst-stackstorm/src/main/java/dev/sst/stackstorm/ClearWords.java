package dev.sst.stackstorm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be repeated of StackStorm's words about values that were sent to it, of which any may be a secret. A fault quotes what
 * it refuses, as {@code invalid literal for int() with base 10: 'hush'}, so only those that are known to name nothing but
 * actions, inquiries and parameters stay as they are; of an answer against its schema, where in the schema it failed.
 */
final class ClearWords {

    static final String WITHHELD = "its words are not repeated, they can quote a secret value";

    /** Each as recorded. */
    private static final List<Pattern> NAMES_ONLY = List.of(
            Pattern.compile("Action \"[^\"]*\" cannot be found\\."),
            Pattern.compile("Unable to execute\\. Action \"[^\"]*\" is disabled\\."),
            Pattern.compile("'\\w+' is a required property"),
            Pattern.compile("Additional properties are not allowed \\('\\w+'(, '\\w+')* (was|were) unexpected\\)"),
            Pattern.compile("Inquiry \"\\w+\" has already been responded to\\."));

    private static final Pattern SCHEMA =
            Pattern.compile("^Failed validating '\\w+' in schema(\\['?\\w+'?])*", Pattern.MULTILINE);

    private ClearWords() {}

    /** That answer with such words alone. One that is not about the values stays as it is. */
    static Answer of(Answer answer) {
        boolean aboutValues = answer.status() == 400 || answer.status() == 422 || answer.status() >= 500;
        return aboutValues ? answer.saying(words(answer)) : answer;
    }

    private static String words(Answer answer) {
        String fault = answer.fault().orElse("");
        boolean clear =
                NAMES_ONLY.stream().anyMatch(known -> known.matcher(fault).matches());
        return clear
                ? fault
                : "status " + answer.status()
                        + place(fault).map(place -> ", " + place).orElse("") + "; " + WITHHELD;
    }

    private static Optional<String> place(String fault) {
        Matcher schema = SCHEMA.matcher(fault);
        return schema.find() ? Optional.of(schema.group()) : Optional.empty();
    }
}
