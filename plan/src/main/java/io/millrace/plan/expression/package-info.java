/**
 * Scalar expressions over the columns of a row: {@link io.millrace.plan.expression.Expression}. Typed by the planner,
 * compiled by the executor; there is nothing here that computes.
 */
@NullMarked
package io.millrace.plan.expression;

import org.jspecify.annotations.NullMarked;
