/** What a test's definition must keep to before it is stored: the contract's rules about its fields. Pure. */
@NullMarked
package dev.sst.core.test;

import org.jspecify.annotations.NullMarked;
