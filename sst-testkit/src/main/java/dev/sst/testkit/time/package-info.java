/** Time that a test moves by hand. */
@NullMarked
package dev.sst.testkit.time;

import org.jspecify.annotations.NullMarked;
