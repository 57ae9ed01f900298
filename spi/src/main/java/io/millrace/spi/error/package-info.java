/** Errors that cross module borders: one exception, {@link io.millrace.spi.error.MillraceException}, with a SQLSTATE. */
@NullMarked
package io.millrace.spi.error;

import org.jspecify.annotations.NullMarked;
