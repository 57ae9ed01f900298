/**
 * Published rows: {@link io.millrace.executor.relation.Relation} keeps a native table or materialized view by epoch, so that
 * readers see one epoch while writers go on.
 */
@NullMarked
package io.millrace.executor.relation;

import org.jspecify.annotations.NullMarked;
