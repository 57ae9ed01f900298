/**
 * Files as sources and sinks: CSV and JSON lines.
 */
@NullMarked
package io.millrace.connector.filesystem;

import org.jspecify.annotations.NullMarked;
