/**
 * The epoch log, the database's write-ahead log: what each epoch of each query had read, and what cannot be read again. Start
 * with {@link io.millrace.executor.log.EpochLog} and {@link io.millrace.executor.log.LogRecord}.
 */
@NullMarked
package io.millrace.executor.log;

import org.jspecify.annotations.NullMarked;
