/** What a person writes: a synthetic test, its immutable revisions and what can be asked about them. */
@NullMarked
package dev.sst.test;

import org.jspecify.annotations.NullMarked;
