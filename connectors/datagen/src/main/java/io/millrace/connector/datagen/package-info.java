/**
 * A source that makes up rows of any columns: each value is a pure function of the seed, the column and the row's number.
 * Start with {@link io.millrace.connector.datagen.DatagenConnector}. Imports {@code spi} only.
 */
@NullMarked
package io.millrace.connector.datagen;

import org.jspecify.annotations.NullMarked;
