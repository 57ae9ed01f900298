/**
 * Rows as columns: {@link io.millrace.spi.batch.RowBatch} is what travels between operators,
 * {@link io.millrace.spi.batch.BatchBuilder} makes one. {@link io.millrace.spi.batch.JavaValues} is the slow door to and
 * from Java objects, for clients and messages only.
 */
@NullMarked
package io.millrace.spi.batch;

import org.jspecify.annotations.NullMarked;
