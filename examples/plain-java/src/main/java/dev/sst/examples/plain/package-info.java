/** The main job without a framework. */
@NullMarked
package dev.sst.examples.plain;

import org.jspecify.annotations.NullMarked;
