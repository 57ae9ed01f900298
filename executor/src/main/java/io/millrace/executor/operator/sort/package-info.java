/** ORDER BY and LIMIT of finite queries. */
@NullMarked
package io.millrace.executor.operator.sort;

import org.jspecify.annotations.NullMarked;
