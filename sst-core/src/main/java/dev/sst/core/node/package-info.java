/** What a process of ours is: its name, its settings, its clock, and the one place each for randomness and for waiting. */
@NullMarked
package dev.sst.core.node;

import org.jspecify.annotations.NullMarked;
