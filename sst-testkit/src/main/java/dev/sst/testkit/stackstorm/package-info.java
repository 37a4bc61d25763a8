/**
 * A scripted StackStorm: an HTTP server in this process (or, by its {@code main}, in one of its own) that behaves like the
 * real one for everything the engine uses, counts what it is asked, and fails on demand; and the reader of the answers that
 * were recorded from a real one.
 */
@NullMarked
package dev.sst.testkit.stackstorm;

import org.jspecify.annotations.NullMarked;
