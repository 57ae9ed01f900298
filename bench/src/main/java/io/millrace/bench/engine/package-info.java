/**
 * What the benchmark asks of an engine: run a query over so many events to its end and say what it took
 * ({@link io.millrace.bench.engine.Engine}). Imports {@code bench.nexmark} and the Nexmark connector; implementations live in
 * packages and modules of their own.
 */
@NullMarked
package io.millrace.bench.engine;

import org.jspecify.annotations.NullMarked;
