/**
 * Statements to physical plans: catalog, validation, rewriting, translation.
 */
@NullMarked
package io.millrace.planner;

import org.jspecify.annotations.NullMarked;
