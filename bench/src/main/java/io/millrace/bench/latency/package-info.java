/**
 * How long a row is under way: {@link io.millrace.bench.latency.LatencyBench} reads a table whose rows become due at a fixed
 * rate ({@link io.millrace.bench.latency.PacedConnector}) and asks the clock when a result is in the client's hand. Imports
 * {@code spi} and the driver's class path.
 */
@NullMarked
package io.millrace.bench.latency;

import org.jspecify.annotations.NullMarked;
