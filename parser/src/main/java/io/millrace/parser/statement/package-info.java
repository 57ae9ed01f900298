/**
 * The statements that Calcite does not have, one class each, all of them {@link
 * io.millrace.parser.statement.MillraceStatement}s; and the parts they are made of. Data only, with positions in the
 * text, and able to print themselves as SQL that parses again.
 */
@NullMarked
package io.millrace.parser.statement;

import org.jspecify.annotations.NullMarked;
