package io.millrace.plan.expression;

import io.millrace.spi.type.DataType;

/** A {@code ?} of a prepared statement, counted from 0; replaced by a {@link Literal} before the plan runs. */
public record Parameter(int index, DataType type) implements Expression {
    @Override
    public String toString() {
        return "?" + index;
    }
}
