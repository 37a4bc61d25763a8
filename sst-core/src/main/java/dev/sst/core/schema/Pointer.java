package dev.sst.core.schema;

/**
 * A JSON pointer (RFC 6901): {@code ""} is the whole document, {@code ~} and {@code /} in names are written {@code ~0} and
 * {@code ~1}.
 */
public record Pointer(String text) {
    /** The whole document. */
    public static final Pointer ROOT = new Pointer("");

    public Pointer member(String name) {
        return new Pointer(text + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    public Pointer item(int index) {
        return new Pointer(text + "/" + index);
    }

    /** For a sentence, where an empty text would say nothing. */
    public String inWords() {
        return text.isEmpty() ? "the document" : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
