/**
 * Events made once and kept in columns, for comparisons with what reads nothing else: as a connector of our engine
 * ({@link io.millrace.bench.loaded.LoadedConnector}), and for programs ({@link io.millrace.bench.loaded.LoadedEvents}). Imports
 * {@code spi} and the Nexmark connector.
 */
@NullMarked
package io.millrace.bench.loaded;

import org.jspecify.annotations.NullMarked;
