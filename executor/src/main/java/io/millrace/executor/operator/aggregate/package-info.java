/**
 * GROUP BY. Read {@link io.millrace.executor.operator.aggregate.Aggregation} first: it turns aggregate calls into
 * {@link io.millrace.executor.operator.aggregate.Accumulator}s over columns of numbers by slot, which the operators feed a
 * batch at a time.
 */
@NullMarked
package io.millrace.executor.operator.aggregate;

import org.jspecify.annotations.NullMarked;
