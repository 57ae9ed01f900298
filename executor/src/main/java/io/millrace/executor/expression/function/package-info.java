/**
 * What generated expression code calls at run time: static functions over primitives, {@link
 * io.millrace.executor.expression.function.Slice}s of UTF-8 and {@link io.millrace.executor.expression.function.Wide}
 * numbers. Knows nothing of plans or of the compiler.
 *
 * <p>A function whose result is a Slice or a Wide writes it to its last argument, which belongs to one call site.
 */
@NullMarked
package io.millrace.executor.expression.function;

import org.jspecify.annotations.NullMarked;
