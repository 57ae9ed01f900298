/**
 * SQL types as the engine sees them, and how each is stored in a column. Start with {@link io.millrace.spi.type.DataType}.
 */
@NullMarked
package io.millrace.spi.type;

import org.jspecify.annotations.NullMarked;
