/**
 * The {@code memory} state backend: {@link io.millrace.executor.state.memory.MemoryBackend}. Ordered maps in the heap, made of
 * immutable pieces, so that a scan or a snapshot sees one moment. May import {@code executor.state} and {@code spi}.
 */
@NullMarked
package io.millrace.executor.state.memory;

import org.jspecify.annotations.NullMarked;
