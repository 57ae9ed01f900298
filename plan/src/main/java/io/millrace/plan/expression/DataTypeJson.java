package io.millrace.plan.expression;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.spi.type.Field;
import java.util.List;

/** How a {@link io.millrace.spi.type.DataType} lies in JSON: without children where it has none. A Jackson mix-in. */
public abstract class DataTypeJson {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<Field> children = List.of();

    private DataTypeJson() {}
}
