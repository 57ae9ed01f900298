package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes JSON and takes it apart; {@link JsonQuestions} has what asks with a path. */
final class JsonFunctions {
    static final DataType JSON = DataType.of(TypeKind.JSON);

    private static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    private static final DataType INTEGER = DataType.of(TypeKind.INTEGER);

    private final Casts casts;

    JsonFunctions(Casts casts) {
        this.casts = casts;
    }

    /** Empty if it is no function of JSON. */
    Optional<Expression> named(String name, List<Expression> arguments, DataType type) {
        return Optional.ofNullable(
                switch (name) {
                    case "TO_JSON" -> json(arguments.get(0));
                    case "JSON_OBJECT" -> object(arguments);
                    case "JSON_ARRAY" -> array(arguments);
                    case "JSON_GET" -> member(arguments.get(0), arguments.get(1));
                    case "JSON_GET_TEXT" ->
                        Call.of(Function.JSON_TEXT, type, member(arguments.get(0), arguments.get(1)));
                    case "JSON_TYPE" -> asked(Function.JSON_TYPE, arguments, type);
                    case "JSON_DEPTH" -> asked(Function.JSON_DEPTH, arguments, type);
                    case "JSON_LENGTH" -> asked(Function.JSON_LENGTH, arguments, type);
                    case "JSON_KEYS" -> asked(Function.JSON_KEYS, arguments, type);
                    case "JSON_PRETTY" -> asked(Function.JSON_PRETTY, arguments, type);
                    case "IS JSON VALUE" -> is("VALUE", arguments, type);
                    case "IS JSON OBJECT" -> is("OBJECT", arguments, type);
                    case "IS JSON ARRAY" -> is("ARRAY", arguments, type);
                    case "IS JSON SCALAR" -> is("SCALAR", arguments, type);
                    case "IS NOT JSON VALUE" -> Call.of(Function.NOT, type, is("VALUE", arguments, type));
                    case "IS NOT JSON OBJECT" -> Call.of(Function.NOT, type, is("OBJECT", arguments, type));
                    case "IS NOT JSON ARRAY" -> Call.of(Function.NOT, type, is("ARRAY", arguments, type));
                    case "IS NOT JSON SCALAR" -> Call.of(Function.NOT, type, is("SCALAR", arguments, type));
                    default -> null;
                });
    }

    private Expression asked(Function function, List<Expression> arguments, DataType type) {
        List<Expression> texts = new ArrayList<>();
        texts.add(document(arguments.get(0)));
        arguments.stream().skip(1).map(path -> casts.to(path, VARCHAR)).forEach(texts::add);
        return new Call(function, texts, type);
    }

    private Expression is(String kind, List<Expression> arguments, DataType type) {
        return Call.of(Function.IS_JSON, type, document(arguments.get(0)), Literal.ofText(VARCHAR, kind));
    }

    /** JSON, or text that should be JSON. */
    static Expression document(Expression expression) {
        if (expression.type().kind().isText() || expression.type().kind() == TypeKind.NULL) {
            return expression;
        }
        throw new MillraceException(
                SqlState.DATATYPE_MISMATCH,
                "a value of type " + expression.type().sqlName() + " is no JSON; to_json makes JSON of it");
    }

    /** Any value as JSON. */
    static Expression json(Expression value) {
        DataType type = value.type();
        if (type.kind() == TypeKind.JSON) {
            return value;
        } else if (type.kind() == TypeKind.NULL || value instanceof Literal literal && literal.holdsNull()) {
            return Literal.ofNull(JSON);
        }
        Expression alone =
                Call.of(Function.ARRAY, DataType.array(type.withNullable(true)).notNull(), value);
        return Call.of(Function.TO_JSON, JSON.withNullable(type.nullable()), alone);
    }

    /** Any value as JSON, NULL as {@code null}. */
    static Expression jsonOrNull(Expression value) {
        Expression json = json(value);
        return json.type().nullable()
                ? Call.of(Function.COALESCE, JSON.notNull(), json, Literal.ofText(JSON, "null"))
                : json;
    }

    /** {@code "name":value}; NULL if the value is. */
    Expression pair(Expression name, Expression json) {
        Expression key = Call.of(Function.JSON_KEY, VARCHAR.notNull(), casts.to(name, VARCHAR));
        return Call.of(Function.CONCAT, VARCHAR.withNullable(json.type().nullable()), key, json);
    }

    static boolean holdsTrue(Expression literal) {
        return ((Literal) literal).longValue() != 0;
    }

    private Expression object(List<Expression> arguments) {
        boolean nulls = holdsTrue(arguments.get(0));
        List<Expression> members = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i += 2) {
            Expression value = arguments.get(i + 1);
            members.add(pair(arguments.get(i), nulls ? jsonOrNull(value) : json(value)));
        }
        return enclosed("{", members, "}");
    }

    private static Expression array(List<Expression> arguments) {
        boolean nulls = holdsTrue(arguments.get(0));
        List<Expression> elements = new ArrayList<>();
        for (Expression value : arguments.subList(1, arguments.size())) {
            elements.add(nulls ? jsonOrNull(value) : json(value));
        }
        return enclosed("[", elements, "]");
    }

    /** What is not NULL, with commas. */
    private static Expression enclosed(String open, List<Expression> parts, String close) {
        if (parts.isEmpty()) {
            return Literal.ofText(JSON.notNull(), open + close);
        }
        List<Expression> separated = new ArrayList<>();
        separated.add(Literal.ofText(VARCHAR, ","));
        separated.addAll(parts);
        return Call.of(
                Function.CONCAT,
                JSON.notNull(),
                Literal.ofText(VARCHAR, open),
                new Call(Function.CONCAT_WS, separated, VARCHAR.notNull()),
                Literal.ofText(VARCHAR, close));
    }

    /** {@code json[key]}, {@code json -> key}. */
    Expression member(Expression json, @Nullable Expression key) {
        if (key == null || !key.type().kind().isText() && !key.type().kind().isExactNumeric()) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH,
                    "JSON is taken apart by the name of a member or the number of an element"
                            + (key == null ? "" : ", not by a " + key.type().sqlName()));
        }
        DataType wanted = key.type().kind().isText() ? VARCHAR : INTEGER;
        return Call.of(Function.JSON_MEMBER, JSON, document(json), casts.to(key, wanted));
    }
}
