/**
 * Auto-configuration: reads {@code sst.*} properties and wires core and adapters. It holds no logic of its own.
 */
@NullMarked
package dev.sst.spring;

import org.jspecify.annotations.NullMarked;
