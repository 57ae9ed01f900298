/**
 * Rows that operators keep in memory inside an epoch: {@link io.millrace.executor.operator.row.NetChanges} consolidates
 * changes, {@link io.millrace.executor.operator.row.KeyIndex} numbers distinct keys. Imports the operator contract and the
 * vocabulary.
 */
@NullMarked
package io.millrace.executor.operator.row;

import org.jspecify.annotations.NullMarked;
