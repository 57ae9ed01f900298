package io.millrace.executor.function;

import io.millrace.spi.batch.RowValue;
import io.millrace.spi.function.FunctionTypes;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a table function gives, as an array of rows. Immutable. */
final class UserRows {
    private static final String ONLY_COLUMN = "value";

    private final Method method;
    private final RecordComponent @Nullable [] components;
    private final DataType type;

    private UserRows(Method method, RecordComponent @Nullable [] components, DataType row) {
        this.method = method;
        this.components = components;
        type = DataType.array(row);
    }

    static UserRows of(Class<?> owner, Method method) {
        Class<?> element = element(owner, method);
        List<Field> fields = new ArrayList<>();
        if (FunctionTypes.of(element).isPresent()) {
            fields.add(new Field(ONLY_COLUMN, UserClass.type(owner, method, element)));
            return new UserRows(method, null, DataType.row(fields));
        } else if (!element.isRecord() || element.getRecordComponents().length == 0) {
            throw UserClass.unusable(
                    owner.getName(),
                    method.getName() + " gives " + element.getTypeName()
                            + ", which is neither a record nor a SQL type");
        }
        for (RecordComponent component : element.getRecordComponents()) {
            component.getAccessor().trySetAccessible();
            fields.add(new Field(component.getName(), UserClass.type(owner, method, component.getType())));
        }
        return new UserRows(method, element.getRecordComponents(), DataType.row(fields));
    }

    private static Class<?> element(Class<?> owner, Method method) {
        Class<?> result = method.getReturnType();
        Class<?> array = result == byte[].class ? null : result.getComponentType();
        if (array != null) {
            return array;
        }
        if (Iterable.class.isAssignableFrom(result)
                && method.getGenericReturnType() instanceof ParameterizedType generic
                && generic.getActualTypeArguments().length == 1) {
            Type element = generic.getActualTypeArguments()[0];
            if (element instanceof Class<?> known) {
                return known;
            }
        }
        throw UserClass.unusable(
                owner.getName(),
                method.getName() + " gives " + method.getGenericReturnType().getTypeName()
                        + ", expected an array or an Iterable of rows");
    }

    /** ARRAY of ROW. */
    DataType type() {
        return type;
    }

    /** What the method has given, as {@link io.millrace.spi.batch.JavaValues} wants it; null for no rows. */
    @Nullable Object rows(@Nullable Object given) {
        if (given == null) {
            return null;
        }
        List<Object> rows = new ArrayList<>();
        if (given instanceof Iterable<?> all) {
            all.forEach(row -> rows.add(row(row)));
        } else {
            for (int i = 0; i < java.lang.reflect.Array.getLength(given); i++) {
                rows.add(row(java.lang.reflect.Array.get(given, i)));
            }
        }
        return rows;
    }

    private Object row(@Nullable Object row) {
        List<String> names = type.child(0).children().stream().map(Field::name).toList();
        List<@Nullable Object> values = new ArrayList<>();
        if (components == null) {
            values.add(row);
        } else {
            for (RecordComponent component : components) {
                values.add(row == null ? null : value(component, row));
            }
        }
        return new RowValue(names, values);
    }

    private @Nullable Object value(RecordComponent component, Object row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw UserClass.failed(method, e);
        }
    }
}
