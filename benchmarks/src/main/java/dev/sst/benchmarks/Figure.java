package dev.sst.benchmarks;

/**
 * One line of the summary.
 *
 * @param measured with its unit
 * @param baseline what was measured beside it in the same run
 * @param wanted what it should be
 */
record Figure(String what, String measured, String baseline, String wanted) {}
