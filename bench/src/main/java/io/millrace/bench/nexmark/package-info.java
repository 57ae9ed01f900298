/**
 * The Nexmark queries that Millrace answers, as texts ({@link io.millrace.bench.nexmark.NexmarkQuery}), and the table that one
 * of them joins.
 */
@NullMarked
package io.millrace.bench.nexmark;

import org.jspecify.annotations.NullMarked;
