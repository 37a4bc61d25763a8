/** The main job in a Spring Boot application. */
@NullMarked
package dev.sst.examples.spring;

import org.jspecify.annotations.NullMarked;
