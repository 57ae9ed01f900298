package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.planner.type.CommonType;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ARRAY, MAP and ROW: constructors, access and functions. Types are derived from the arguments as they were translated. */
final class NestedFunctions {
    private static final DataType INTEGER = DataType.of(TypeKind.INTEGER);
    private static final DataType BIGINT = DataType.of(TypeKind.BIGINT);

    private final Casts casts;

    NestedFunctions(Casts casts) {
        this.casts = casts;
    }

    /** ARRAY[…]. */
    Expression array(List<Expression> elements, DataType derived) {
        DataType element = elements.isEmpty() ? derived.child(0) : common(elements, "ARRAY");
        return constructed(Function.ARRAY, DataType.array(element.withNullable(true)), elements);
    }

    Expression orEmpty(Expression array) {
        DataType type = array.type().notNull();
        return Call.of(Function.COALESCE, type, array, new Call(Function.ARRAY, List.of(), type));
    }

    /** The map of an array of rows of a key and a value. */
    Expression mapOf(Expression entries) {
        DataType entry = entries.type().child(0);
        DataType type = DataType.map(entry.child(0).notNull(), entry.child(1).withNullable(true));
        return Call.of(Function.MAP_OF_ENTRIES, type.notNull(), orEmpty(entries));
    }

    /** MAP[key, value, …]. */
    Expression map(List<Expression> entries, DataType derived) {
        if (entries.isEmpty()) {
            return constructed(Function.MAP, derived, entries);
        }
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            (i % 2 == 0 ? keys : values).add(entries.get(i));
        }
        DataType type = DataType.map(common(keys, "MAP"), common(values, "MAP").withNullable(true));
        return constructed(Function.MAP, type, entries);
    }

    /** ROW(…), with the names of the fields in the type that was derived. */
    Expression row(List<Expression> fields, DataType derived) {
        List<Field> types = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            DataType type = fields.get(i).type();
            types.add(new Field(
                    derived.children().get(i).name(), type.kind() == TypeKind.NULL ? derived.child(i) : type));
        }
        return constructed(Function.ROW, DataType.row(types), fields);
    }

    private Expression constructed(Function function, DataType type, List<Expression> arguments) {
        List<Expression> cast = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            int child = function == Function.ROW ? i : function == Function.MAP ? i % 2 : 0;
            cast.add(casts.to(arguments.get(i), type.child(child)));
        }
        return new Call(function, cast, type.notNull());
    }

    private static DataType common(List<Expression> values, String what) {
        DataType type = values.get(0).type();
        for (Expression value : values) {
            DataType other = value.type();
            DataType present = type;
            type = CommonType.of(present, other)
                    .orElseThrow(() -> new MillraceException(
                            SqlState.DATATYPE_MISMATCH, what + " of " + present.sqlName() + " and " + other.sqlName()));
        }
        return type;
    }

    Expression field(Expression row, int index) {
        DataType type = row.type().child(index);
        boolean nullable = type.nullable() || row.type().nullable();
        return Call.of(Function.FIELD, type.withNullable(nullable), row, Literal.of(INTEGER, index));
    }

    /** nested[key]. */
    Expression item(Expression nested, Expression key) {
        DataType type = nested.type();
        switch (type.kind()) {
            case ARRAY -> {
                DataType index = key.type().kind().isExactNumeric() ? key.type() : INTEGER;
                DataType wanted = index.kind() == TypeKind.DECIMAL ? INTEGER : index;
                return Call.of(Function.ITEM, type.child(0).withNullable(true), nested, casts.to(key, wanted));
            }
            case MAP -> {
                DataType keyType = CommonType.of(type.child(0), key.type())
                        .orElseThrow(() -> new MillraceException(
                                SqlState.DATATYPE_MISMATCH,
                                "the keys are of type " + type.child(0).sqlName() + ", the key looked for is of type "
                                        + key.type().sqlName()));
                Expression map =
                        casts.to(nested, DataType.map(keyType, type.child(1)).withNullable(type.nullable()));
                return Call.of(Function.ITEM, type.child(1).withNullable(true), map, alone(key, keyType));
            }
            case ROW -> {
                if (key instanceof Literal name && !name.holdsNull()) {
                    for (int i = 0; i < type.children().size(); i++) {
                        if (type.children().get(i).name().equals(name.text())) {
                            return field(nested, i);
                        }
                    }
                }
                throw new MillraceException(SqlState.UNDEFINED_COLUMN, type.sqlName() + " has no field " + key);
            }
            default ->
                throw new MillraceException(
                        SqlState.DATATYPE_MISMATCH, "a value of type " + type.sqlName() + " has no elements");
        }
    }

    /** The array of one value. */
    private Expression alone(Expression value, DataType element) {
        DataType type = DataType.array(element.withNullable(true)).notNull();
        return Call.of(Function.ARRAY, type, casts.to(value, element.withNullable(true)));
    }

    /** Empty if it is no function of arrays or maps. */
    Optional<Expression> named(String name, List<Expression> arguments, DataType type) {
        Expression first = arguments.isEmpty() ? Literal.ofNull(type) : arguments.get(0);
        requireCollection(name, first.type());
        return Optional.ofNullable(
                switch (name) {
                    case "CARDINALITY" -> Call.of(Function.CARDINALITY, type, first);
                    case "ARRAY_APPEND" -> beside(Function.ARRAY_CONCAT, first, arguments.get(1), type);
                    case "ARRAY_PREPEND" -> prepended(first, arguments.get(1), type);
                    case "ARRAY_CAT", "ARRAY_CONCAT" -> concat(arguments, type);
                    case "ARRAY_CONTAINS" -> beside(Function.ARRAY_CONTAINS, first, arguments.get(1), type);
                    case "ARRAY_POSITION" -> beside(Function.ARRAY_POSITION, first, arguments.get(1), type);
                    case "ARRAY_REMOVE" -> beside(Function.ARRAY_REMOVE, first, arguments.get(1), type);
                    case "ARRAY_DISTINCT" -> Call.of(Function.ARRAY_DISTINCT, first.type(), first);
                    case "ARRAY_REVERSE" -> Call.of(Function.ARRAY_REVERSE, first.type(), first);
                    case "ARRAY_SORT" -> Call.of(Function.ARRAY_SORT, first.type(), first);
                    case "ARRAY_SLICE" ->
                        Call.of(
                                Function.ARRAY_SLICE,
                                first.type().withNullable(true),
                                first,
                                casts.to(arguments.get(1), INTEGER),
                                casts.to(arguments.get(2), INTEGER));
                    case "ARRAY_LENGTH" -> length(arguments, type);
                    case "ARRAY_TO_STRING" -> join(arguments, type);
                    case "STRING_TO_ARRAY" -> split(arguments, type);
                    case "GENERATE_SERIES" -> series(arguments, type);
                    case "MAP_KEYS" -> Call.of(Function.MAP_KEYS, ofChild(first.type(), 0), first);
                    case "MAP_VALUES" -> Call.of(Function.MAP_VALUES, ofChild(first.type(), 1), first);
                    default -> null;
                });
    }

    private static void requireCollection(String name, DataType type) {
        String wanted =
                switch (name) {
                    case "CARDINALITY" -> type.kind() == TypeKind.MAP ? "" : "ARRAY";
                    case "ARRAY_APPEND",
                            "ARRAY_CAT",
                            "ARRAY_CONCAT",
                            "ARRAY_CONTAINS",
                            "ARRAY_POSITION",
                            "ARRAY_REMOVE",
                            "ARRAY_DISTINCT",
                            "ARRAY_REVERSE",
                            "ARRAY_SORT",
                            "ARRAY_SLICE",
                            "ARRAY_LENGTH",
                            "ARRAY_TO_STRING" -> "ARRAY";
                    case "MAP_KEYS", "MAP_VALUES" -> "MAP";
                    default -> "";
                };
        if (!wanted.isEmpty() && type.kind() != TypeKind.valueOf(wanted)) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH,
                    name.toLowerCase(Locale.ROOT) + " takes " + (wanted.equals("MAP") ? "a " : "an ") + wanted
                            + ", not " + type.sqlName());
        }
    }

    private static DataType ofChild(DataType map, int child) {
        return DataType.array(map.child(child).withNullable(true)).withNullable(map.nullable());
    }

    private DataType elementBeside(Expression array, Expression value) {
        return CommonType.of(array.type().child(0), value.type())
                .orElseThrow(() -> new MillraceException(
                        SqlState.DATATYPE_MISMATCH,
                        array.type().sqlName() + " and a value of type "
                                + value.type().sqlName() + " do not go together"));
    }

    /** A function of an array and a value beside it. */
    Expression beside(Function function, Expression array, Expression value, DataType type) {
        DataType element = elementBeside(array, value);
        Expression cast = casts.to(
                array, DataType.array(element).withNullable(array.type().nullable()));
        boolean arrayResult = type.kind() == TypeKind.ARRAY;
        DataType result =
                arrayResult ? DataType.array(element.withNullable(true)).withNullable(type.nullable()) : type;
        return Call.of(function, result, cast, alone(value, element));
    }

    private Expression prepended(Expression value, Expression array, DataType type) {
        DataType element = elementBeside(array, value);
        DataType result = DataType.array(element.withNullable(true)).withNullable(type.nullable());
        Expression cast = casts.to(
                array, DataType.array(element).withNullable(array.type().nullable()));
        return Call.of(Function.ARRAY_CONCAT, result, alone(value, element), cast);
    }

    /** array || array, array || element, element || array. */
    Expression concatenation(Expression left, Expression right, DataType type) {
        if (left.type().kind() != TypeKind.ARRAY) {
            return prepended(left, right, type);
        }
        boolean element = right.type().kind() != TypeKind.ARRAY && right.type().kind() != TypeKind.NULL
                || left.type().child(0).kind() == TypeKind.ARRAY
                        && right.type().kind() == TypeKind.ARRAY
                        && right.type().child(0).kind() != TypeKind.ARRAY;
        return element ? beside(Function.ARRAY_CONCAT, left, right, type) : concat(List.of(left, right), type);
    }

    /** value = ANY (array). */
    Expression contains(List<Expression> valueAndArray, DataType type) {
        Expression array = valueAndArray.get(1);
        if (array.type().kind() != TypeKind.ARRAY) {
            throw MillraceException.notSupported("= ANY of a " + array.type().sqlName());
        }
        return beside(Function.ARRAY_CONTAINS, array, valueAndArray.get(0), type.withNullable(true));
    }

    private Expression concat(List<Expression> arrays, DataType type) {
        DataType common = common(arrays, "an array").withNullable(type.nullable());
        return new Call(
                Function.ARRAY_CONCAT,
                arrays.stream().map(array -> casts.to(array, common)).toList(),
                common);
    }

    /** With a dimension, as PostgreSQL: NULL of an empty array. */
    private Expression length(List<Expression> arguments, DataType type) {
        Expression length = Call.of(Function.CARDINALITY, INTEGER, arguments.get(0));
        if (arguments.size() == 1) {
            return length;
        } else if (!(arguments.get(1) instanceof Literal dimension)
                || dimension.holdsNull()
                || !dimension.text().equals("1")) {
            throw MillraceException.notSupported("array_length of a dimension other than 1");
        }
        Expression empty = Call.of(Function.EQUAL, ExpressionTree.BOOLEAN, length, Literal.of(INTEGER, 0));
        return Call.of(Function.CASE, type, empty, Literal.ofNull(type), length);
    }

    private Expression join(List<Expression> arguments, DataType type) {
        DataType texts = DataType.array(DataType.of(TypeKind.VARCHAR));
        List<Expression> cast = new ArrayList<>();
        cast.add(casts.to(arguments.get(0), texts));
        arguments
                .subList(1, arguments.size())
                .forEach(argument -> cast.add(casts.to(argument, DataType.of(TypeKind.VARCHAR))));
        return new Call(Function.ARRAY_TO_STRING, cast, type);
    }

    private Expression series(List<Expression> arguments, DataType type) {
        DataType element = type.child(0);
        List<Expression> cast = new ArrayList<>();
        for (Expression bound : arguments.subList(0, 2)) {
            cast.add(casts.to(bound, element.withNullable(bound.type().nullable())));
        }
        if (arguments.size() == 2) {
            cast.add(Literal.of(BIGINT, 1));
        } else if (arguments.get(2).type().kind() == TypeKind.INTERVAL_YEAR_MONTH) {
            throw MillraceException.notSupported("a step of months in generate_series");
        } else {
            Expression step = arguments.get(2);
            cast.add(
                    element.kind() == TypeKind.BIGINT
                            ? casts.to(step, element.withNullable(step.type().nullable()))
                            : step);
        }
        return new Call(Function.GENERATE_SERIES, cast, type);
    }

    private Expression split(List<Expression> arguments, DataType type) {
        List<Expression> cast = arguments.stream()
                .map(argument -> casts.to(argument, DataType.of(TypeKind.VARCHAR)))
                .toList();
        return new Call(Function.STRING_TO_ARRAY, cast, type);
    }
}
