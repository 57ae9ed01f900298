/**
 * Rows kept by partition and order, for operators whose results hang on the place of a row:
 * {@link io.millrace.executor.operator.ordered.OrderedPartitions} takes the changes of an epoch and walks each partition that
 * has changed, as it was and as it is; {@link io.millrace.executor.operator.ordered.PartitionRun} takes an operator through
 * them, and through those whose window has ended. Imports the operator contract, {@code operator.row}, state and the vocabulary.
 */
@NullMarked
package io.millrace.executor.operator.ordered;

import org.jspecify.annotations.NullMarked;
