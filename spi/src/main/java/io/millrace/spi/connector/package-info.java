/**
 * The contract of connectors. Start with {@link io.millrace.spi.connector.Connector}; a connector that is read gives a
 * {@link io.millrace.spi.connector.Source}, one that is written a {@link io.millrace.spi.connector.Sink}. Connectors are
 * found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.millrace.spi.connector;

import org.jspecify.annotations.NullMarked;
