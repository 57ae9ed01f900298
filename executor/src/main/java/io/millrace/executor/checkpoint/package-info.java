/**
 * Checkpoints and savepoints on disk: {@link io.millrace.executor.checkpoint.CheckpointStore} writes and finds them, a
 * {@link io.millrace.executor.checkpoint.Manifest} says what one holds.
 */
@NullMarked
package io.millrace.executor.checkpoint;

import org.jspecify.annotations.NullMarked;
