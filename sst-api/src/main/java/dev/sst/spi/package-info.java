/** The ports. An adapter implements one or more of them and passes the contract suite of the same name in {@code sst-testkit}. */
@NullMarked
package dev.sst.spi;

import org.jspecify.annotations.NullMarked;
