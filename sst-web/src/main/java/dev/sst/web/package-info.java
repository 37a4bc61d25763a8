/**
 * The REST API, mountable in any Spring MVC application. Wire records live here and are mapped to domain values by
 * hand.
 */
@NullMarked
package dev.sst.web;

import org.jspecify.annotations.NullMarked;
