/**
 * MATCH_RECOGNIZE from SQL to relational tree. Calcite's own way validates it narrowly and rewrites navigation wrongly, so
 * {@link io.millrace.planner.pattern.PatternAnalysis} reads the clauses itself and leaves to Calcite only expressions over
 * columns; {@link io.millrace.planner.pattern.PatternMatch} is the node that comes of it. Imports {@code type} and the
 * vocabulary of plans.
 */
@NullMarked
package io.millrace.planner.pattern;

import org.jspecify.annotations.NullMarked;
