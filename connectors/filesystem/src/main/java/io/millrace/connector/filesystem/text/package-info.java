/**
 * Rows and values as text, as far as CSV and JSON have them in common: {@link
 * io.millrace.connector.filesystem.text.ColumnDecoder} appends values to columns straight from bytes, {@link
 * io.millrace.connector.filesystem.text.ValueEncoder} writes them. Imports {@code spi} only.
 */
@NullMarked
package io.millrace.connector.filesystem.text;

import org.jspecify.annotations.NullMarked;
