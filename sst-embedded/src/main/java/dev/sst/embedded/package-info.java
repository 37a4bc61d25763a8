/**
 * The engine port on this machine, with StackStorm's semantics: real processes, its result shapes and its rules for
 * exit codes and time-outs. Chosen by configuration, never a silent fallback.
 */
@NullMarked
package dev.sst.embedded;

import org.jspecify.annotations.NullMarked;
