package dev.sst.harness;

/** A frame that says nothing, and why; stays within this package. */
final class UnreadableFrame extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason one sentence, without its full stop */
    UnreadableFrame(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
