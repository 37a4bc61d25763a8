/**
 * JSON Schema with bounded work and without a network. The only package that touches the schema library, which is loaded when
 * the first schema is.
 */
@NullMarked
package dev.sst.core.schema;

import org.jspecify.annotations.NullMarked;
