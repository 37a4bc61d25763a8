/**
 * What follows from a finished execution for the register of incidents, and from what a person does to an incident by hand:
 * pure functions from the old incident to the new one and to the rows of the outbox that tell of it.
 */
@NullMarked
package dev.sst.core.incident;

import org.jspecify.annotations.NullMarked;
