/**
 * From what the engine knows of a run to its verdict: the result document, the expectation, the checks and the sentence that
 * a person reads. Pure functions; {@link dev.sst.core.verdict.Evaluation} is where to start.
 */
@NullMarked
package dev.sst.core.verdict;

import org.jspecify.annotations.NullMarked;
