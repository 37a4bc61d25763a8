/**
 * The parameters of a test: what it declares, whether given values fit, and which values an execution gets. Pure.
 */
@NullMarked
package dev.sst.core.parameters;

import org.jspecify.annotations.NullMarked;
