package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** JSON_VALUE, JSON_QUERY and JSON_EXISTS with their default behaviours. */
final class JsonFunctions {
    private static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);

    /** Words of behaviours that mean what happens anyway. */
    private static final Set<String> DEFAULTS =
            Set.of("NULL", "EMPTY", "WITHOUT_ARRAY", "RETURNING", "STRICT", "FALSE");

    private JsonFunctions() {}

    static Expression translate(
            String name,
            RexCall call,
            java.util.function.Function<RexNode, Expression> translate,
            Casts casts,
            DataType type) {
        List<RexNode> operands = call.getOperands();
        for (RexNode behaviour : operands.subList(2, operands.size())) {
            boolean known = behaviour instanceof RexLiteral literal
                    && (literal.isNull()
                            || (literal.getValue() instanceof Enum<?> word && DEFAULTS.contains(word.name())));
            if (!known) {
                throw MillraceException.notSupported(
                        name.toLowerCase(Locale.ROOT) + " with a behaviour other than the default");
            }
        }
        Expression document = text(translate.apply(document(operands.get(0))), casts);
        Expression path = text(translate.apply(operands.get(1)), casts);
        Function function = Function.valueOf(name);
        if (function == Function.JSON_EXISTS) {
            return Call.of(function, type, document, path);
        }
        return casts.to(Call.of(function, VARCHAR, document, path), type);
    }

    /** What the document is made of: Calcite wraps it into a conversion of its own. */
    private static RexNode document(RexNode node) {
        return node instanceof RexCall call && call.getOperator().getName().startsWith("JSON_VALUE_EXPRESSION")
                ? call.getOperands().get(0)
                : node;
    }

    private static Expression text(Expression expression, Casts casts) {
        return expression.type().kind().isText() ? expression : casts.to(expression, VARCHAR);
    }
}
