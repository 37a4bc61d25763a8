/**
 * What adapter and application tests share: one contract suite per port, fakes, a scripted StackStorm, and a clock and
 * worker cranked by hand.
 */
@NullMarked
package dev.sst.testkit;

import org.jspecify.annotations.NullMarked;
