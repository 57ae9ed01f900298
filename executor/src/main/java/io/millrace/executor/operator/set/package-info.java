/** SELECT DISTINCT, UNION ALL, and rows that replace others by key. */
@NullMarked
package io.millrace.executor.operator.set;

import org.jspecify.annotations.NullMarked;
