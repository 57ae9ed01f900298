/**
 * SQL text to statements: Calcite's grammar with ours added.
 */
@NullMarked
package io.millrace.parser;

import org.jspecify.annotations.NullMarked;
