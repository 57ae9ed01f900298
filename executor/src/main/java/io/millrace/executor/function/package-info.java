/** Functions that users wrote in Java. Read {@link io.millrace.executor.function.UserFunction} first. */
@NullMarked
package io.millrace.executor.function;

import org.jspecify.annotations.NullMarked;
