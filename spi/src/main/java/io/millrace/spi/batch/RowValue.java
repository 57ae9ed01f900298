package io.millrace.spi.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ROW as a Java object: the names of its fields and their values, which may be null. */
public record RowValue(List<String> names, List<@Nullable Object> values) {
    public RowValue {
        names = List.copyOf(names);
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
