/**
 * What lists and pages read: small answers about many tests and executions at once. None of them holds code, documents or
 * output, and none costs more for a longer history.
 */
@NullMarked
package dev.sst.report;

import org.jspecify.annotations.NullMarked;
