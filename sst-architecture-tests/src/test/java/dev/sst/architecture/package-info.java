/**
 * The rules that hold over all modules, and the proof that the compiler's null checks are really on. Each rule says why
 * it exists.
 */
@NullMarked
package dev.sst.architecture;

import org.jspecify.annotations.NullMarked;
