/**
 * JSON values without a JSON library: exact numbers, ordered objects, immutable. Text is read and written by the modules that
 * own a wire format.
 */
@NullMarked
package dev.sst.json;

import org.jspecify.annotations.NullMarked;
