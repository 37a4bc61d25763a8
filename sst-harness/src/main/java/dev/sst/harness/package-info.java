/**
 * The harness that runs around every action test, and the codec of the report it ends with. The engines share it, so
 * that their verdicts agree by construction.
 */
@NullMarked
package dev.sst.harness;

import org.jspecify.annotations.NullMarked;
