/**
 * Files behind an interface, so that a simulation can lose and tear them: {@link io.millrace.executor.storage.Storage}. Log,
 * checkpoints and savepoints are written through it.
 */
@NullMarked
package io.millrace.executor.storage;

import org.jspecify.annotations.NullMarked;
