/**
 * Files as sources and sinks: CSV and JSON lines. Start with {@link io.millrace.connector.filesystem.FilesystemConnector};
 * {@link io.millrace.connector.filesystem.FileSplitReader} reads one file,
 * {@link io.millrace.connector.filesystem.PartWriter} writes part files that become visible with their checkpoint. What a
 * row looks like is in the packages {@code csv} and {@code json}, what a value looks like in {@code text}. Imports
 * {@code spi} only; Jackson's streaming parser is used by {@code json} alone.
 */
@NullMarked
package io.millrace.connector.filesystem;

import org.jspecify.annotations.NullMarked;
