/** Tests of MATCH_RECOGNIZE against {@link io.millrace.executor.operator.match.PatternModel}, which backtracks. */
@NullMarked
package io.millrace.executor.operator.match;

import org.jspecify.annotations.NullMarked;
