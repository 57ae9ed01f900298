/**
 * Window functions over partitions in order: {@link io.millrace.executor.operator.over.OverOperator} computes each partition
 * that has changed as it was and as it is, by a {@link io.millrace.executor.operator.over.WindowFunction} each, and gives the
 * difference. Imports {@code operator.ordered}, the aggregates' arithmetic and the vocabulary.
 */
@NullMarked
package io.millrace.executor.operator.over;

import org.jspecify.annotations.NullMarked;
