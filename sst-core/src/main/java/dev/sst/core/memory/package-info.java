/**
 * Stores in memory, so that a program runs and is tested without a database. They keep everything until the process ends,
 * and pass the same contract suites as the database's.
 */
@NullMarked
package dev.sst.core.memory;

import org.jspecify.annotations.NullMarked;
