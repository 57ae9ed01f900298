package io.millrace.server.statement;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Parameter;
import io.millrace.plan.node.Calc;
import io.millrace.plan.node.Collect;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distinct;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SetOperation;
import io.millrace.plan.node.SinkWrite;
import io.millrace.plan.node.Sort;
import io.millrace.plan.node.UnionAll;
import io.millrace.plan.node.Values;
import io.millrace.plan.node.WindowAggregate;
import io.millrace.plan.node.WindowAssign;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts constants in place of a plan's parameters. */
final class PlanParameters implements PhysicalNode.Visitor<PhysicalNode> {
    private final List<Literal> values;

    private PlanParameters(List<Literal> values) {
        this.values = values;
    }

    static PhysicalPlan bind(PhysicalPlan plan, List<Literal> values) {
        if (values.isEmpty()) {
            return plan;
        }
        PlanParameters binder = new PlanParameters(values);
        return new PhysicalPlan(
                plan.version(),
                plan.nodes().stream().map(node -> node.accept(binder)).toList());
    }

    private Expression bind(Expression expression) {
        if (expression instanceof Parameter parameter) {
            Literal value = values.get(parameter.index());
            return new Literal(parameter.type().withNullable(value.holdsNull()), value.value());
        } else if (expression instanceof Call call) {
            return new Call(call.function(), bind(call.arguments()), call.type());
        } else if (expression instanceof InputRef || expression instanceof Literal) {
            return expression;
        }
        throw new IllegalArgumentException(expression.toString());
    }

    private @Nullable Expression bindIfThere(@Nullable Expression expression) {
        return expression == null ? null : bind(expression);
    }

    private List<Expression> bind(List<Expression> expressions) {
        return expressions.stream().map(this::bind).toList();
    }

    @Override
    public PhysicalNode visit(ConnectorScan node) {
        return node;
    }

    @Override
    public PhysicalNode visit(RelationScan node) {
        return new RelationScan(
                node.id(), node.relation(), node.columns(), bind(node.key()), node.dropLate(), node.properties());
    }

    @Override
    public PhysicalNode visit(Values node) {
        return new Values(node.id(), node.rows().stream().map(this::bind).toList(), node.properties());
    }

    @Override
    public PhysicalNode visit(Calc node) {
        return new Calc(
                node.id(), node.input(), bindIfThere(node.condition()), bind(node.projections()), node.properties());
    }

    @Override
    public PhysicalNode visit(Join node) {
        return new Join(
                node.id(),
                node.left(),
                node.right(),
                node.kind(),
                node.leftKeys(),
                node.rightKeys(),
                node.nullsMatch(),
                bindIfThere(node.condition()),
                node.expiringKey(),
                node.properties());
    }

    @Override
    public PhysicalNode visit(Exchange node) {
        return node;
    }

    @Override
    public PhysicalNode visit(GroupAggregate node) {
        return node;
    }

    @Override
    public PhysicalNode visit(WindowAggregate node) {
        return node;
    }

    @Override
    public PhysicalNode visit(WindowAssign node) {
        return node;
    }

    @Override
    public PhysicalNode visit(Distinct node) {
        return node;
    }

    @Override
    public PhysicalNode visit(UnionAll node) {
        return node;
    }

    @Override
    public PhysicalNode visit(SetOperation node) {
        return node;
    }

    @Override
    public PhysicalNode visit(Sort node) {
        return node;
    }

    @Override
    public PhysicalNode visit(Materialize node) {
        return node;
    }

    @Override
    public PhysicalNode visit(SinkWrite node) {
        return node;
    }

    @Override
    public PhysicalNode visit(Collect node) {
        return node;
    }
}
