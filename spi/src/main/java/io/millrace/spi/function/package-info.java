/** Functions written in Java, called from SQL. Read {@link io.millrace.spi.function.ScalarFunction} first. JDK only. */
@NullMarked
package io.millrace.spi.function;

import org.jspecify.annotations.NullMarked;
