/** What is told when a test breaks and heals: incidents of our own register and their delivery to sinks. */
@NullMarked
package dev.sst.incident;

import org.jspecify.annotations.NullMarked;
