/**
 * Apache Flink in the benchmark: {@link io.millrace.bench.peers.flink.FlinkEngine} runs a query through the Table API on a
 * cluster inside the process, with the same events as a source of its own and a sink that adds up every column. Imports
 * {@code bench.engine}, {@code bench.nexmark}, the connectors and {@code spi}.
 */
@NullMarked
package io.millrace.bench.peers.flink;

import org.jspecify.annotations.NullMarked;
