/**
 * Runs physical plans: operators, tasks, state, epochs and checkpoints.
 */
@NullMarked
package io.millrace.executor;

import org.jspecify.annotations.NullMarked;
