/**
 * Benchmarks: the commands. {@link io.millrace.bench.NexmarkCommand} measures our engine, beside others if asked; how is in
 * {@code bench.compare}, what is measured in {@code bench.nexmark}.
 */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
