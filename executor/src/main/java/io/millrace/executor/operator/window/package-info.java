/**
 * Windows of event time: {@link io.millrace.executor.operator.window.WindowAggregateOperator} groups by them,
 * {@link io.millrace.executor.operator.window.WindowAssignOperator} puts them beside rows. {@code Slices} is the arithmetic.
 */
@NullMarked
package io.millrace.executor.operator.window;

import org.jspecify.annotations.NullMarked;
