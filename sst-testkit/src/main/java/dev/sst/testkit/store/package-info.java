/** One contract suite per store port. An adapter's test extends each and says how its stores are made. */
@NullMarked
package dev.sst.testkit.store;

import org.jspecify.annotations.NullMarked;
