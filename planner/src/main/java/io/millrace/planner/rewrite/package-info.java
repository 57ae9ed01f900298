/**
 * Rewriting of relational trees, in phases: {@link io.millrace.planner.rewrite.LogicalPhases} says which and in what order.
 * Nothing here moves an expression that can fail ahead of a filter or a join.
 */
@NullMarked
package io.millrace.planner.rewrite;

import org.jspecify.annotations.NullMarked;
