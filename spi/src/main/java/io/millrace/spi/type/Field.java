package io.millrace.spi.type;

import java.util.Objects;

/** A named column of a row type. */
public record Field(String name, DataType type) {
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
