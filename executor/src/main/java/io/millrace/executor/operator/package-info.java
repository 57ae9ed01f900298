/**
 * What runs a plan's nodes: {@link io.millrace.executor.operator.Operator} is the contract, the sub-packages hold the
 * operators. Operators know rows, watermarks and epochs, and no threads, channels or files.
 */
@NullMarked
package io.millrace.executor.operator;

import org.jspecify.annotations.NullMarked;
