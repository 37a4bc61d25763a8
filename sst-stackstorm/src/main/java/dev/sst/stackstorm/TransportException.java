package dev.sst.stackstorm;

/** There is no usable answer. It stays within this package: {@link StackStormClient} translates it. */
final class TransportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is known of the request's fate. */
    enum Fate {
        /** No connection was made: nothing was done, for certain. */
        NOT_SENT,
        /** The connection broke before an answer came; a kept-alive connection may have been closed by then. */
        RESET,
        /** It was sent, and no whole answer came in time. */
        LOST,
        /** It was sent, and what came back is too long, or makes no sense: the same question would get the same again. */
        UNREADABLE
    }

    private final Fate fate;

    TransportException(Fate fate, String message, Throwable cause) {
        super(message, cause);
        this.fate = fate;
    }

    TransportException(Fate fate, String message) {
        super(message);
        this.fate = fate;
    }

    Fate fate() {
        return fate;
    }
}
