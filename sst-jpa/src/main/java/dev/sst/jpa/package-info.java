/**
 * The store ports on PostgreSQL. Rows are mapped to domain values by hand; no persistence exception crosses a port.
 */
@NullMarked
package dev.sst.jpa;

import org.jspecify.annotations.NullMarked;
