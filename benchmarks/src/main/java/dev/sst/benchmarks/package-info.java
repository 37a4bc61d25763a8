/** Measures the framework beside a bare baseline, in the same run and in alternating rounds. {@link dev.sst.benchmarks.Benchmarks} starts it. */
@NullMarked
package dev.sst.benchmarks;

import org.jspecify.annotations.NullMarked;
