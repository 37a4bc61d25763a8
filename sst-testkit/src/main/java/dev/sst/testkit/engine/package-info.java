/** The contract suite of the engine ports, and an engine that does what a test tells it. */
@NullMarked
package dev.sst.testkit.engine;

import org.jspecify.annotations.NullMarked;
