/** A server in a JVM of its own, as people run it, and its REST API as tests call it. */
@NullMarked
package dev.sst.testkit.server;

import org.jspecify.annotations.NullMarked;
