/** One occasion on which a test runs: its states, attempts, what was seen of it, and the verdict. */
@NullMarked
package dev.sst.execution;

import org.jspecify.annotations.NullMarked;
