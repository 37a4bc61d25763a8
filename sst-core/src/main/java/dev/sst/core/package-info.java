/**
 * Implements the facade of {@code dev.sst}. Decisions are pure functions without ports; workers hold ports and no
 * decisions.
 */
@NullMarked
package dev.sst.core;

import org.jspecify.annotations.NullMarked;
