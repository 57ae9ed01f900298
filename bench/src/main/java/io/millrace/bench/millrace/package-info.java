/**
 * Our own engine in the benchmark, through its JDBC driver: {@link io.millrace.bench.millrace.MillraceEngine}. May import the
 * driver's class path, {@code bench.engine}, {@code bench.nexmark} and {@code bench.loaded}.
 */
@NullMarked
package io.millrace.bench.millrace;

import org.jspecify.annotations.NullMarked;
