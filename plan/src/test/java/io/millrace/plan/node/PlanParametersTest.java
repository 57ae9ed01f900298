package io.millrace.plan.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Parameter;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanParametersTest {
    private static final DataType INTEGER = DataType.of(TypeKind.INTEGER);

    @Test
    void bindsEveryExpressionOfAPlan() {
        RowType rowType = RowType.of(new Field("a", INTEGER));
        NodeProperties properties =
                new NodeProperties(rowType, Changelog.appendOnly("constants"), List.of(), List.of());
        Expression parameter = new Parameter(0, INTEGER);
        NodeId values = new NodeId("values");
        NodeId calc = new NodeId("calc");
        Expression less = Call.of(Function.LESS, DataType.of(TypeKind.BOOLEAN), new InputRef(0, INTEGER), parameter);
        PhysicalPlan plan = new PhysicalPlan(List.of(
                new Values(values, List.of(List.of(parameter)), properties),
                new Calc(calc, values, less, List.of(parameter), properties),
                new RelationScan(new NodeId("scan"), "public.t", List.of(0), List.of(parameter), false, properties)));
        PhysicalPlan bound = PlanParameters.bind(plan, List.of(Literal.of(INTEGER, 42)));
        assertThat(PlanJson.write(bound)).doesNotContain("parameter").contains("42");
        assertThat(bound.nodes()).hasSize(3);
        assertThat(((Calc) bound.node(calc)).condition()).hasToString("($0 < 42)");
    }
}
