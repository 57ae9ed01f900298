/**
 * Scans: what a task reads when it does not read a channel. {@link io.millrace.executor.source.ScanInput} is told where epochs
 * end and answers with its cut; {@link io.millrace.executor.source.ConnectorInput} reads splits,
 * {@link io.millrace.executor.source.RelationInput} a native table or view, {@link io.millrace.executor.source.RowsInput} rows
 * known beforehand.
 */
@NullMarked
package io.millrace.executor.source;

import org.jspecify.annotations.NullMarked;
