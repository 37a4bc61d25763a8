/** The API and the pages under a path of a Spring Boot application, with its own Spring Security. */
@NullMarked
package dev.sst.examples.mounted;

import org.jspecify.annotations.NullMarked;
