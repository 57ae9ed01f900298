/**
 * The Nexmark queries that Millrace answers, as texts ({@link io.millrace.bench.nexmark.NexmarkQuery}), and how fast it is at
 * them ({@link io.millrace.bench.nexmark.NexmarkBench}).
 */
@NullMarked
package io.millrace.bench.nexmark;

import org.jspecify.annotations.NullMarked;
