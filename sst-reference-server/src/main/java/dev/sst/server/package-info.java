/** The reference server: {@code main}, security, and an embedded PostgreSQL for the first run. */
@NullMarked
package dev.sst.server;

import org.jspecify.annotations.NullMarked;
