/**
 * Filter and projection; the code itself comes from {@code io.millrace.executor.expression}. {@code CalcOperator} first; what hangs on
 * time or chance is in {@code VolatileCalcOperator}.
 */
@NullMarked
package io.millrace.executor.operator.calc;

import org.jspecify.annotations.NullMarked;
