package io.millrace.jdbc.value;

import java.sql.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ROW. The names of its fields are known where it comes from a result, not where a client made it. */
public final class StructValue implements Struct {
    private final List<String> names;
    private final List<@Nullable Object> values;

    public StructValue(List<String> names, List<? extends @Nullable Object> values) {
        this.names = List.copyOf(names);
        this.values = Collections.unmodifiableList(new ArrayList<@Nullable Object>(values));
    }

    /** Names of the fields, or none. */
    public List<String> names() {
        return names;
    }

    public List<@Nullable Object> values() {
        return values;
    }

    @Override
    public String getSQLTypeName() {
        return "ROW";
    }

    @Override
    public @Nullable Object[] getAttributes() {
        return values.stream().map(ArrayValue::shown).toArray();
    }

    @Override
    public @Nullable Object[] getAttributes(@Nullable Map<String, Class<?>> map) {
        return getAttributes();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StructValue that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return Texts.of(this);
    }
}
