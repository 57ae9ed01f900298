/**
 * SQL text to statements. Read {@link io.millrace.parser.MillraceParser} first.
 *
 * <p>Calcite's grammar is extended by the files of {@code src/main/codegen} and generated into {@code generated};
 * our statements are the nodes of {@code statement}, our operators those of {@code operator}. What a word means by
 * its neighbours ({@code value}, {@code offset}, {@code stream}) is decided before the grammar sees it, in
 * {@link io.millrace.parser.ContextualTokens}. May use Calcite and {@code spi}.
 */
@NullMarked
package io.millrace.parser;

import org.jspecify.annotations.NullMarked;
