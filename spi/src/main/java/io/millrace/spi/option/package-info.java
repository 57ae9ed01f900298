/** Named, typed, documented options of tables, queries and sessions. Start with {@link io.millrace.spi.option.Option}. */
@NullMarked
package io.millrace.spi.option;

import org.jspecify.annotations.NullMarked;
