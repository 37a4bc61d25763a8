/**
 * StackStorm over its REST API and event stream. {@link StackStormEngine} is the engine, {@link StackStorm} a client for programs
 * that want nothing else, {@link StackStormSettings} says where it is; everything else is how: a one-method {@link Transport}, the
 * {@link StackStormClient} with all policy above it, and the three ports on top.
 */
@NullMarked
package dev.sst.stackstorm;

import org.jspecify.annotations.NullMarked;
