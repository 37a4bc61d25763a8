/** How a revision reaches an engine: the plan, what was written, what was read back, and drift. */
@NullMarked
package dev.sst.deployment;

import org.jspecify.annotations.NullMarked;
