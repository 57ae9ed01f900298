/**
 * What generated SQL is made of: types, expressions, relations, queries, each a text in two dialects
 * ({@link io.millrace.campaign.grammar.Dialect}), and {@link io.millrace.campaign.grammar.Generator}, which picks among the
 * constructs it is given. Imports {@code choice}.
 */
@NullMarked
package io.millrace.campaign.grammar;

import org.jspecify.annotations.NullMarked;
