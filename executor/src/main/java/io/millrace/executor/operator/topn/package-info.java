/** The first rows of partitions: {@link io.millrace.executor.operator.topn.TopNOperator}. */
@NullMarked
package io.millrace.executor.operator.topn;

import org.jspecify.annotations.NullMarked;
