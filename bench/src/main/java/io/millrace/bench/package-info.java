/**
 * Benchmarks: Nexmark, and microbenchmarks of hot code.
 */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
