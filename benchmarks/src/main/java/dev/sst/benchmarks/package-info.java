/** Measurements, each beside its baseline in the same run. */
@NullMarked
package dev.sst.benchmarks;

import org.jspecify.annotations.NullMarked;
