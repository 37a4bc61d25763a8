package dev.sst.benchmarks;

/** A question about cost that is answered by measuring. */
interface Benchmark {
    /** What it is chosen by on the command line. */
    String name();

    /** Measures; takes as long as it takes, a few minutes at most. */
    Answer run() throws Exception;
}
