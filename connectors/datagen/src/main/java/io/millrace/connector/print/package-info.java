/**
 * A sink that prints each change to standard output. Start with {@link io.millrace.connector.print.PrintConnector}. Imports
 * {@code spi} only.
 */
@NullMarked
package io.millrace.connector.print;

import org.jspecify.annotations.NullMarked;
