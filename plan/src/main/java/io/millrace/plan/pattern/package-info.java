/**
 * What MATCH_RECOGNIZE looks for and says of it: {@link io.millrace.plan.pattern.RowPattern} is the pattern, {@link
 * io.millrace.plan.pattern.NavigatedColumn} a value found by going from row to row of a match. Data only; imports plan
 * expressions.
 */
@NullMarked
package io.millrace.plan.pattern;

import org.jspecify.annotations.NullMarked;
