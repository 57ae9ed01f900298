/** SELECT DISTINCT and UNION ALL. */
@NullMarked
package io.millrace.executor.operator.set;

import org.jspecify.annotations.NullMarked;
