/**
 * The {@code rocksdb} state backend: {@link io.millrace.executor.state.rocksdb.RocksBackend}. The only package that knows
 * RocksDB. May import {@code executor.state} and {@code spi}.
 *
 * <p>Native objects of one store belong to its {@code RocksStore}, which closes them in one place once its {@code Readers}
 * are done: a closed object under an open iterator kills the process.
 */
@NullMarked
package io.millrace.executor.state.rocksdb;

import org.jspecify.annotations.NullMarked;
