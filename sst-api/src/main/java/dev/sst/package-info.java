/**
 * The public face of the framework: {@link dev.sst.Sst} and what it can do, and the few ways in which it can fail. Start
 * here; the values it works with are in the packages named after them, the ports an adapter implements in
 * {@code dev.sst.spi}.
 */
@NullMarked
package dev.sst;

import org.jspecify.annotations.NullMarked;
