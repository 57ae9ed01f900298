package io.millrace.spi.type;

import java.util.List;
import java.util.stream.Collectors;

/** The columns of a relation, in order. Names need not be unique inside a plan; those of tables and views are. */
public record RowType(List<Field> fields) {
    public RowType {
        fields = List.copyOf(fields);
    }

    public static RowType of(Field... fields) {
        return new RowType(List.of(fields));
    }

    public int size() {
        return fields.size();
    }

    public Field field(int column) {
        return fields.get(column);
    }

    public DataType type(int column) {
        return fields.get(column).type();
    }

    public String name(int column) {
        return fields.get(column).name();
    }

    /** Index of the first column of that name, or −1. */
    public int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** The chosen columns, in the order given. */
    public RowType project(List<Integer> columns) {
        return new RowType(columns.stream().map(fields::get).toList());
    }

    @Override
    public String toString() {
        return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
