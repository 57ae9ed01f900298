package io.millrace.plan.expression;

import io.millrace.spi.type.DataType;

/**
 * A {@code ?} of a prepared statement, counted from 0; replaced by a {@link Literal} before the plan runs.
 * Whoever replaces it makes sure that the value fits the type: text that is too long is 22001, a number that does not fit 22003.
 */
public record Parameter(int index, DataType type) implements Expression {
    @Override
    public String toString() {
        return "?" + index;
    }
}
