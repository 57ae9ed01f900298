/** Tests of checkpoints as folders. */
package io.millrace.executor.checkpoint;
