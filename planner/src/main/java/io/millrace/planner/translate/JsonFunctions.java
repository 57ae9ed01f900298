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
import java.util.Locale;
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
                    case "TO_JSON", "TO_JSONB", "ROW_TO_JSON", "ARRAY_TO_JSON" -> json(arguments.get(0));
                    case "JSON_BUILD_OBJECT", "JSONB_BUILD_OBJECT" -> object(withNulls(name, arguments));
                    case "JSON_BUILD_ARRAY", "JSONB_BUILD_ARRAY" -> array(withNulls("", arguments));
                    case "JSON_TYPEOF", "JSONB_TYPEOF" -> asked(Function.JSON_KIND, arguments, type);
                    case "JSON_ARRAY_LENGTH", "JSONB_ARRAY_LENGTH" -> asked(Function.JSON_ELEMENTS, arguments, type);
                    case "JSON_STRIP_NULLS", "JSONB_STRIP_NULLS" -> asked(Function.JSON_STRIP_NULLS, arguments, type);
                    case "JSON_EXTRACT_PATH", "JSONB_EXTRACT_PATH" -> at(arguments);
                    case "JSON_EXTRACT_PATH_TEXT", "JSONB_EXTRACT_PATH_TEXT" ->
                        Call.of(Function.JSON_TEXT, type, at(arguments));
                    case "JSON_STORAGE_SIZE" -> asked(Function.OCTET_LENGTH, arguments, type);
                    case "VARIANTNULL" -> Literal.ofText(type, "null");
                    case "JSON_OBJECT" -> object(arguments);
                    case "JSON_ARRAY" -> array(arguments);
                    case "JSON_GET" -> member(arguments.get(0), arguments.get(1));
                    case "JSON_GET_TEXT" ->
                        Call.of(Function.JSON_TEXT, type, member(arguments.get(0), arguments.get(1)));
                    case "JSON_TYPE" -> asked(Function.JSON_TYPE, arguments, type);
                    case "JSON_DEPTH" -> asked(Function.JSON_DEPTH, arguments, type);
                    case "JSON_LENGTH" -> asked(Function.JSON_LENGTH, arguments, type);
                    case "JSON_KEYS" -> asked(Function.JSON_KEYS, arguments, type);
                    case "JSON_PRETTY", "JSONB_PRETTY" -> asked(Function.JSON_PRETTY, arguments, type);
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

    /** Behind a TRUE: NULL becomes null. */
    private static List<Expression> withNulls(String pairsOf, List<Expression> values) {
        if (!pairsOf.isEmpty() && values.size() % 2 == 1) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER, pairsOf.toLowerCase(Locale.ROOT) + " needs a value for each name");
        }
        List<Expression> all = new ArrayList<>();
        all.add(Literal.of(ExpressionTree.BOOLEAN.notNull(), 1));
        all.addAll(values);
        return all;
    }

    /** What lies at a path: an array of names and numbers, or these one by one, or PostgreSQL's {@code '{a,0,b}'}. */
    private Expression at(List<Expression> arguments) {
        List<Expression> steps = arguments.subList(1, arguments.size());
        Expression first = steps.get(0);
        DataType texts = DataType.array(VARCHAR);
        Expression path;
        if (steps.size() == 1 && first.type().kind() == TypeKind.ARRAY) {
            path = casts.to(first, texts.withNullable(first.type().nullable()));
        } else {
            List<Expression> names = steps.size() == 1 && first instanceof Literal braces && !braces.holdsNull()
                    ? listed(braces.text())
                    : steps.stream().map(step -> casts.to(step, VARCHAR)).toList();
            path = new Call(Function.ARRAY, names, texts.notNull());
        }
        return Call.of(Function.JSON_AT, JSON, document(arguments.get(0)), path);
    }

    private static List<Expression> listed(String text) {
        boolean braces = text.startsWith("{") && text.endsWith("}") && text.length() > 1;
        if (!braces) {
            return List.of(Literal.ofText(VARCHAR, text));
        }
        String inner = text.substring(1, text.length() - 1).strip();
        List<Expression> names = new ArrayList<>();
        for (String name : inner.isEmpty() ? new String[0] : inner.split(",", -1)) {
            String bare = name.strip();
            boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
            names.add(Literal.ofText(VARCHAR, quoted ? bare.substring(1, bare.length() - 1) : bare));
        }
        return names;
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
