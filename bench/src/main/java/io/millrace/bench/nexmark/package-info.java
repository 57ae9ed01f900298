/**
 * The Nexmark queries at full speed: {@link io.millrace.bench.nexmark.NexmarkRun} runs one of them through JDBC, like any
 * program would.
 */
@NullMarked
package io.millrace.bench.nexmark;

import org.jspecify.annotations.NullMarked;
