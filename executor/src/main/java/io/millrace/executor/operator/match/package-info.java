/**
 * MATCH_RECOGNIZE. Read {@link io.millrace.executor.operator.match.MatchRecognizeOperator} first (when which rows of which
 * partition are looked at), then {@code Matcher} (the search in one partition) over the {@code Automaton} of the pattern;
 * {@code MatchWriter} makes the rows that come out.
 */
@NullMarked
package io.millrace.executor.operator.match;

import org.jspecify.annotations.NullMarked;
