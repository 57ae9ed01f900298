/**
 * JSON lines: one object a line, its fields named like the columns. Start with {@link
 * io.millrace.connector.filesystem.json.JsonDecoder}. Imports {@code text} and Jackson's streaming parser.
 */
@NullMarked
package io.millrace.connector.filesystem.json;

import org.jspecify.annotations.NullMarked;
