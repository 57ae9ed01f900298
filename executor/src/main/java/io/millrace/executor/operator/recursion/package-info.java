/** WITH RECURSIVE; begin with {@link io.millrace.executor.operator.recursion.RecursionOperator}. */
@NullMarked
package io.millrace.executor.operator.recursion;

import org.jspecify.annotations.NullMarked;
