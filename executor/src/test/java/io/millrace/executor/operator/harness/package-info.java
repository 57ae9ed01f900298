/**
 * Runs one operator by a script, again and again under different circumstances:
 * {@link io.millrace.executor.operator.harness.OperatorHarness}. {@link io.millrace.executor.operator.harness.HeapState} is
 * the plainest state there is, for comparison.
 */
@NullMarked
package io.millrace.executor.operator.harness;

import org.jspecify.annotations.NullMarked;
