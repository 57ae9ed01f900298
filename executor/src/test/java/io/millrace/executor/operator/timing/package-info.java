/** Programs that measure operators; not tests. */
@NullMarked
package io.millrace.executor.operator.timing;

import org.jspecify.annotations.NullMarked;
