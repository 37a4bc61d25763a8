package dev.sst.testkit.incident;

/** What a receiver does wrong with one write; the first five can happen to any receiver. */
public enum ReceiverFault {
    /** It does it, and the connection ends before the answer. */
    ANSWER_LOST,
    /** It does it, and answers 500. */
    DONE_THEN_500,
    /** 429 with {@code Retry-After: 5}; nothing is done. */
    RATE_LIMITED,
    /** 401; nothing is done. */
    CREDENTIAL_REFUSED,
    /** 200 with a page in HTML; nothing is done. */
    LOGIN_PAGE,

    /** The connection ends before the answer; nothing is done. */
    DROPPED,
    /** 500; nothing is done. */
    ONLY_500,
    /** 429 with a date one minute ahead; nothing is done. */
    RATE_LIMITED_BY_DATE,
    /** 408; nothing is done. */
    TOO_SLOW,
    /** 413; nothing is done. */
    TOO_LARGE,
    /** 307 to another host; nothing is done. */
    REDIRECTED,
    /** It does it, and answers 201 without an id. */
    NO_ID,
    /** It does it, and answers half a JSON document. */
    HALF_AN_ANSWER,
    /** It does it, and never answers. */
    SILENT
}
