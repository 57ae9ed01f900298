package io.millrace.plan.expression;

import io.millrace.spi.type.DataType;

/** A column of the input row. */
public record InputRef(int index, DataType type) implements Expression {
    @Override
    public String toString() {
        return "$" + index;
    }
}
