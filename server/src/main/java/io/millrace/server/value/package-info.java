/**
 * Values on their way into tables and out to clients: {@link io.millrace.server.value.Assignment} converts what an
 * INSERT or UPDATE assigns, {@link io.millrace.server.value.ValueText} writes values as text, {@link
 * io.millrace.server.value.RowKey} finds rows by key. May import {@code spi} and {@code plan}.
 */
@NullMarked
package io.millrace.server.value;

import org.jspecify.annotations.NullMarked;
