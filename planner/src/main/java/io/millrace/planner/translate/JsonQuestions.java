package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.planner.type.CommonType;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlJsonEmptyOrError;
import org.apache.calcite.sql.SqlJsonExistsErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryWrapperBehavior;
import org.apache.calcite.sql.SqlJsonValueEmptyOrErrorBehavior;
import org.jspecify.annotations.Nullable;

/**
 * JSON_VALUE, JSON_QUERY and JSON_EXISTS: what is found where nothing special is asked for, otherwise a CASE over how the
 * question ends.
 */
final class JsonQuestions {
    private static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    private static final DataType INTEGER = DataType.of(TypeKind.INTEGER);
    /** The length that Calcite gives what JSON_VALUE gives; it is not kept. */
    private static final int WITHOUT_RETURNING = 2_000;

    private static final int EMPTY = 0;
    private static final int ERROR = 2;

    private final java.util.function.Function<RexNode, Expression> translate;
    private final Casts casts;
    private final DataType type;
    private final List<RexNode> operands;
    private final Expression document;
    private final Expression path;

    private JsonQuestions(
            RexCall call, java.util.function.Function<RexNode, Expression> translate, Casts casts, DataType type) {
        this.translate = translate;
        this.casts = casts;
        this.type = type;
        operands = call.getOperands();
        document = JsonFunctions.document(translate.apply(document(operands.get(0))));
        path = casts.to(translate.apply(operands.get(1)), VARCHAR);
    }

    static Expression translate(
            String name,
            RexCall call,
            java.util.function.Function<RexNode, Expression> translate,
            Casts casts,
            DataType type) {
        JsonQuestions question = new JsonQuestions(call, translate, casts, type);
        return switch (name) {
            case "JSON_VALUE" -> question.value();
            case "JSON_QUERY" -> question.query();
            default -> question.exists();
        };
    }

    /** What the document is made of: Calcite wraps it into a conversion of its own. */
    private static RexNode document(RexNode node) {
        return node instanceof RexCall call && call.getOperator().getName().startsWith("JSON_VALUE_EXPRESSION")
                ? call.getOperands().get(0)
                : node;
    }

    private static <E extends Enum<E>> Optional<E> symbol(RexNode node, Class<E> kind) {
        return node instanceof RexLiteral literal && kind.isInstance(literal.getValue())
                ? Optional.of(kind.cast(literal.getValue()))
                : Optional.empty();
    }

    private Expression exists() {
        Expression found = Call.of(Function.JSON_EXISTS, type, document, path);
        if (operands.size() < 3) {
            return found;
        }
        SqlJsonExistsErrorBehavior behaviour =
                symbol(operands.get(2), SqlJsonExistsErrorBehavior.class).orElse(SqlJsonExistsErrorBehavior.FALSE);
        return switch (behaviour) {
            case FALSE -> found;
            case TRUE -> ended("EXISTS", found, null, Literal.of(ExpressionTree.BOOLEAN, 1), "");
            case UNKNOWN -> ended("EXISTS", found, null, Literal.ofNull(ExpressionTree.BOOLEAN), "");
            case ERROR -> ended("EXISTS", found, null, Literal.ofNull(ExpressionTree.BOOLEAN), "ERROR");
        };
    }

    private Expression query() {
        SqlJsonQueryWrapperBehavior wraps = operands.size() > 2
                ? symbol(operands.get(2), SqlJsonQueryWrapperBehavior.class)
                        .orElse(SqlJsonQueryWrapperBehavior.WITHOUT_ARRAY)
                : SqlJsonQueryWrapperBehavior.WITHOUT_ARRAY;
        String wrapper =
                switch (wraps) {
                    case WITHOUT_ARRAY -> "NONE";
                    case WITH_CONDITIONAL_ARRAY -> "CONDITIONAL";
                    case WITH_UNCONDITIONAL_ARRAY -> "ALWAYS";
                };
        DataType json = JsonFunctions.JSON;
        Expression found = Call.of(Function.JSON_QUERY, json, document, path, Literal.ofText(VARCHAR, wrapper));
        Optional<SqlJsonQueryEmptyOrErrorBehavior> onEmpty = queryBehaviour(3);
        Optional<SqlJsonQueryEmptyOrErrorBehavior> onError = queryBehaviour(4);
        if (isNull(onEmpty) && isNull(onError)) {
            return found;
        }
        String refused = refused(
                onEmpty.equals(Optional.of(SqlJsonQueryEmptyOrErrorBehavior.ERROR)),
                onError.equals(Optional.of(SqlJsonQueryEmptyOrErrorBehavior.ERROR)));
        return ended(wrapper, found, json(onEmpty), json(onError), refused);
    }

    private static boolean isNull(Optional<SqlJsonQueryEmptyOrErrorBehavior> behaviour) {
        return behaviour.isEmpty() || behaviour.get() == SqlJsonQueryEmptyOrErrorBehavior.NULL;
    }

    private Optional<SqlJsonQueryEmptyOrErrorBehavior> queryBehaviour(int place) {
        return operands.size() > place
                ? symbol(operands.get(place), SqlJsonQueryEmptyOrErrorBehavior.class)
                : Optional.empty();
    }

    private static Expression json(Optional<SqlJsonQueryEmptyOrErrorBehavior> behaviour) {
        return switch (behaviour.orElse(SqlJsonQueryEmptyOrErrorBehavior.NULL)) {
            case NULL, ERROR -> Literal.ofNull(JsonFunctions.JSON);
            case EMPTY_ARRAY -> Literal.ofText(JsonFunctions.JSON, "[]");
            case EMPTY_OBJECT -> Literal.ofText(JsonFunctions.JSON, "{}");
        };
    }

    /** What JSON_VALUE gives in a special case: NULL, a default, or an error. */
    private record Behaviour(boolean refuses, @Nullable Expression value) {}

    private Expression value() {
        Behaviour onEmpty = new Behaviour(false, null);
        Behaviour onError = new Behaviour(false, null);
        List<RexNode> pending = new ArrayList<>();
        for (RexNode operand : operands.subList(2, operands.size())) {
            Optional<SqlJsonEmptyOrError> ends = symbol(operand, SqlJsonEmptyOrError.class);
            if (ends.isEmpty()) {
                pending.add(operand);
            } else if (ends.get() == SqlJsonEmptyOrError.EMPTY) {
                onEmpty = behaviour(pending);
                pending = new ArrayList<>();
            } else {
                onError = behaviour(pending);
                pending = new ArrayList<>();
            }
        }
        Expression text = Call.of(Function.JSON_VALUE, VARCHAR, document, path);
        Expression found = converted(text, onError);
        boolean plain = onEmpty.value == null && onError.value == null && !onEmpty.refuses && !onError.refuses;
        return plain
                ? found
                : ended("VALUE", found, given(onEmpty), given(onError), refused(onEmpty.refuses, onError.refuses));
    }

    private Behaviour behaviour(List<RexNode> words) {
        for (int i = 0; i < words.size(); i++) {
            Optional<SqlJsonValueEmptyOrErrorBehavior> word =
                    symbol(words.get(i), SqlJsonValueEmptyOrErrorBehavior.class);
            if (word.isPresent()) {
                return switch (word.get()) {
                    case NULL -> new Behaviour(false, null);
                    case ERROR -> new Behaviour(true, null);
                    case DEFAULT -> new Behaviour(false, translate.apply(words.get(i + 1)));
                };
            }
        }
        return new Behaviour(false, null);
    }

    /** The text as the type that RETURNING names: what cannot be converted is an error of the question. */
    private Expression converted(Expression text, Behaviour onError) {
        if (!returns() || CommonType.same(text.type(), type) && type.precision() == DataType.UNLIMITED) {
            return text;
        }
        DataType wanted = type.withNullable(true);
        if (onError.refuses) {
            return casts.cast(wanted.kind().isText() ? Function.ASSIGN : Function.CAST, text, wanted);
        }
        Expression tried = casts.cast(Function.TRY_CAST, text, wanted);
        if (wanted.kind() == TypeKind.VARCHAR || wanted.kind() == TypeKind.CHAR) {
            Expression length = Call.of(Function.CHAR_LENGTH, INTEGER, text);
            Expression fits = Call.of(
                    Function.LESS_OR_EQUAL, ExpressionTree.BOOLEAN, length, Literal.of(INTEGER, wanted.precision()));
            tried = Call.of(Function.CASE, wanted, fits, tried, Literal.ofNull(wanted));
        }
        if (onError.value == null) {
            return tried;
        }
        Expression fails = Call.of(
                Function.AND,
                ExpressionTree.BOOLEAN,
                Call.of(Function.IS_NOT_NULL, ExpressionTree.BOOLEAN.notNull(), text),
                Call.of(Function.IS_NULL, ExpressionTree.BOOLEAN.notNull(), tried));
        return Call.of(Function.CASE, wanted, fails, given(onError), tried);
    }

    /** Whether a type is asked for. */
    private boolean returns() {
        return type.kind() != TypeKind.VARCHAR || type.precision() != WITHOUT_RETURNING;
    }

    private Expression given(Behaviour behaviour) {
        if (behaviour.value == null) {
            return Literal.ofNull(type);
        }
        DataType wanted = returns() ? type : VARCHAR;
        return casts.to(behaviour.value, wanted.withNullable(true));
    }

    private static String refused(boolean empty, boolean error) {
        return (empty ? "EMPTY" : "") + (empty && error ? " " : "") + (error ? "ERROR" : "");
    }

    private Expression ended(
            String question, Expression found, @Nullable Expression onEmpty, Expression onError, String refused) {
        Expression outcome = Call.of(
                Function.JSON_OUTCOME,
                INTEGER,
                document,
                path,
                Literal.ofText(VARCHAR, question),
                Literal.ofText(VARCHAR, refused));
        DataType result = found.type().withNullable(true);
        Expression failed = Call.of(Function.EQUAL, ExpressionTree.BOOLEAN, outcome, Literal.of(INTEGER, ERROR));
        if (onEmpty == null) {
            return Call.of(Function.CASE, result, failed, onError, found);
        }
        Expression nothing = Call.of(Function.EQUAL, ExpressionTree.BOOLEAN, outcome, Literal.of(INTEGER, EMPTY));
        return Call.of(Function.CASE, result, failed, onError, nothing, onEmpty, found);
    }
}
