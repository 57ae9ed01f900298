/**
 * The tables of keyed state: hash tables in memory as a write-back cache in front of a
 * {@link io.millrace.executor.state.StateStore}.
 *
 * <p>Start with {@link io.millrace.executor.state.table.TaskStates}. All tables are made of a {@code SlotTable}: entries in
 * numbered slots, found by key through a {@code HashIndex}, with flags that say what the store knows of them; {@code Keys}
 * holds the keys, {@code KeyCodec} their form in the store. May import {@code executor.state} and {@code spi}.
 */
@NullMarked
package io.millrace.executor.state.table;

import org.jspecify.annotations.NullMarked;
