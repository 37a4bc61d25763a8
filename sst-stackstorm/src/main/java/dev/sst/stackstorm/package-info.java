/**
 * The engine port on a real StackStorm, over its REST API and event stream. Faults of StackStorm are translated here
 * into rejected, unavailable or unknown, and never mixed.
 */
@NullMarked
package dev.sst.stackstorm;

import org.jspecify.annotations.NullMarked;
