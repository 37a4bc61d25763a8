package dev.sst.incidents;

/** How much an incident tells, most first: what is given up when a receiver's limit is met. Never title, key or link. */
enum Detail {
    WHOLE(4_000, 20, 4_000),
    SHORT_OUTPUT(500, 20, 4_000),
    NO_OUTPUT(0, 20, 4_000),
    FIVE_CHECKS(0, 5, 4_000),
    BARE(0, 0, 300);

    /** Code points of the output's end. */
    final int output;

    /** How many failing checks. */
    final int checks;

    /** Code points of each longer text. */
    final int text;

    Detail(int output, int checks, int text) {
        this.output = output;
        this.checks = checks;
        this.text = text;
    }
}
