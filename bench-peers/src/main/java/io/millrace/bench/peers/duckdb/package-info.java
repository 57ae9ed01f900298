/**
 * DuckDB in the benchmark, as what a batch over loaded tables can reach:
 * {@link io.millrace.bench.peers.duckdb.DuckDbEngine}. Imports {@code bench.engine}, {@code bench.loaded},
 * {@code bench.nexmark} and the hash that our sink takes.
 */
@NullMarked
package io.millrace.bench.peers.duckdb;

import org.jspecify.annotations.NullMarked;
