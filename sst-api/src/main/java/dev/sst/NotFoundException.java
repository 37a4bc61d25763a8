package dev.sst;

/** There is no such thing, or it has been deleted. */
public final class NotFoundException extends SstException {
    private static final long serialVersionUID = 1L;

    /** @param what the kind of thing, {@code test}, {@code execution}, ... */
    public NotFoundException(String what, String id) {
        super("no " + what + " " + id, null);
    }
}
