/** Filter and projection; the code itself comes from {@code io.millrace.executor.expression}. */
@NullMarked
package io.millrace.executor.operator.calc;

import org.jspecify.annotations.NullMarked;
