/**
 * The root of the domain: what the whole framework speaks of and depends on.
 *
 * <p>Values here are immutable and safe to share between threads. No JSON, persistence or web library shows in a
 * signature.
 */
@NullMarked
package dev.sst;

import org.jspecify.annotations.NullMarked;
