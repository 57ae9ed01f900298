/** SELECT DISTINCT, UNION ALL, INTERSECT, EXCEPT, and rows that replace others by key. */
@NullMarked
package io.millrace.executor.operator.set;

import org.jspecify.annotations.NullMarked;
