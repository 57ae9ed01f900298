/** Operators that the grammar makes and Calcite does not have: {@link io.millrace.parser.operator.ParserOperators}. */
@NullMarked
package io.millrace.parser.operator;

import org.jspecify.annotations.NullMarked;
