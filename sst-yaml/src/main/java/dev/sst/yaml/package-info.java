/**
 * Reads the YAML of workflows and rules: as StackStorm would read it, within bounds that no text can break, and with the place of
 * every mistake. The only package that touches the YAML library.
 */
@NullMarked
package dev.sst.yaml;

import org.jspecify.annotations.NullMarked;
