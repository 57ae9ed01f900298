package io.millrace.spi.connector;

import io.millrace.spi.option.Option;
import io.millrace.spi.type.Field;
import java.util.List;
import java.util.Optional;

/**
 * A kind of outside system, by the name given in {@code WITH ('connector' = 'name')}. Stateless; one instance serves all
 * tables.
 *
 * <p><b>Threading:</b> any thread.
 */
public interface Connector {
    String name();

    /** One sentence for {@code SHOW CONNECTORS}. */
    String description();

    /** Every option a table of this connector may have, besides {@code connector} and those the engine reads itself. */
    List<Option<?>> options();

    /**
     * The columns of a table declared without any ({@code CREATE TABLE bid WITH ('connector' = 'nexmark', …)}); empty if the
     * user must declare them.
     */
    default List<Field> defaultColumns(ConnectorTable table) {
        return List.of();
    }

    /**
     * The readable side, checked: called at CREATE TABLE, so that a bad option is that statement's error.
     *
     * @return empty if this connector cannot be read
     * @throws io.millrace.spi.error.MillraceException for bad options or columns
     */
    Optional<Source> source(ConnectorTable table);

    /** The writable side, checked likewise; empty if this connector cannot be written. */
    Optional<Sink> sink(ConnectorTable table);
}
