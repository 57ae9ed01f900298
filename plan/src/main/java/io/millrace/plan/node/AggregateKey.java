package io.millrace.plan.node;

import io.millrace.spi.type.DataType;

/**
 * A further column an aggregate reads.
 *
 * @param descending where the column orders the values: from the greatest on
 * @param nullsFirst where the column orders the values: NULL comes first
 */
public record AggregateKey(int column, DataType type, boolean descending, boolean nullsFirst) {
    /** A column that orders nothing. */
    public static AggregateKey of(int column, DataType type) {
        return new AggregateKey(column, type, false, false);
    }
}
