package dev.sst.testkit.stackstorm;

/** A way in which an answer goes wrong. */
public enum Fault {
    /** The connection is closed before anything is done. */
    RESET(false),
    /** It is done, and the connection is closed without an answer. */
    LOSE_ANSWER(true),
    /** 500 as StackStorm words it, and nothing done. */
    SERVER_ERROR(false),
    /** It is done, and answered with 500. */
    SERVER_ERROR_AFTERWARDS(true),
    /** 503 in JSON, as nginx answers for an API that is down. */
    UNAVAILABLE(false),
    /** 502 in HTML. */
    BAD_GATEWAY(false),
    /** 200 with an HTML page, and nothing done. */
    HTML(false),
    /** It is done; the body is empty. */
    EMPTY_BODY(true),
    /** It is done; the body stops in the middle. */
    HALF_BODY(true),
    /** It is done; the body is JSON of another shape. */
    OTHER_SHAPE(true),
    /** A body that does not end. */
    ENDLESS_BODY(false),
    /** The body says it has 2 GB, begins, and then nothing more comes while the connection stays open. */
    STALLED_BODY(false),
    /** The connection stays open and nothing comes. */
    NEVER_ANSWER(false),
    /** 308 to another address. */
    REDIRECT(false),
    /** 401. */
    UNAUTHORIZED(false),
    /** For the stream: nginx's 200 with {@code retry: 1000} and an end, as for a stream service that is down. */
    DEAD_STREAM(false);

    private final boolean done;

    Fault(boolean done) {
        this.done = done;
    }

    /** Whether StackStorm does what it was asked to all the same. */
    boolean done() {
        return done;
    }
}
