package io.millrace.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.planner.type.CommonType;
import io.millrace.spi.type.TypeKind;
import java.util.List;

/** The contract of {@code Function} on argument types, as far as it can be read off a call. */
final class ArgumentTypes {
    private ArgumentTypes() {}

    static void check(Expression expression) {
        if (!(expression instanceof Call call)) {
            return;
        }
        List<Expression> arguments = call.arguments();
        arguments.forEach(ArgumentTypes::check);
        switch (call.function()) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IS_DISTINCT_FROM ->
                assertSame(call, arguments.get(0), arguments.get(1));
            case COALESCE, GREATEST, LEAST ->
                arguments.forEach(argument -> assertThat(CommonType.same(argument.type(), call.type()))
                        .as("%s", call)
                        .isTrue());
            case CASE -> {
                for (int i = 1; i < arguments.size(); i += 2) {
                    assertThat(CommonType.same(arguments.get(i).type(), call.type()))
                            .as("%s", call)
                            .isTrue();
                }
            }
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> {
                if (call.type().kind() == TypeKind.DECIMAL) {
                    arguments.forEach(argument ->
                            assertThat(argument.type().kind()).as("%s", call).isEqualTo(TypeKind.DECIMAL));
                } else if (call.type().kind().isNumeric()) {
                    assertSame(call, arguments.get(0), arguments.get(1));
                    assertSame(call, arguments.get(0), call);
                }
            }
            default -> {}
        }
    }

    private static void assertSame(Call call, Expression a, Expression b) {
        assertThat(CommonType.same(a.type(), b.type())).as("%s", call).isTrue();
    }
}
