/**
 * The life of an execution: the transition table and the moves it allows (pure), and the worker that carries them out.
 * Read {@link dev.sst.core.execution.ExecutionWorker} first.
 */
@NullMarked
package dev.sst.core.execution;

import org.jspecify.annotations.NullMarked;
