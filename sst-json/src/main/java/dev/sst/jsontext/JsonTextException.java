package dev.sst.jsontext;

/** A text that is not the JSON that was asked for. The edges translate it; it crosses no port. */
public final class JsonTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    JsonTextException(String message, int line, int column) {
        super(message, null, false, false);
        this.line = line;
        this.column = column;
    }

    /** From 1; 0 when not known. */
    public int line() {
        return line;
    }

    /** From 1; 0 when not known. */
    public int column() {
        return column;
    }
}
