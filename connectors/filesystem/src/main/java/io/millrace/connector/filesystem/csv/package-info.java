/**
 * CSV as RFC 4180 has it, with delimiter, quote and NULL text to choose. Start with {@link
 * io.millrace.connector.filesystem.csv.CsvDecoder}. Imports {@code text}.
 */
@NullMarked
package io.millrace.connector.filesystem.csv;

import org.jspecify.annotations.NullMarked;
