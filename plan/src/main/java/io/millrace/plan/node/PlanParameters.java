package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.ParameterBinding;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts values in the place of a plan's parameters. */
public final class PlanParameters {
    private PlanParameters() {}

    /**
     * The plan with each {@link io.millrace.plan.expression.Parameter} replaced by the value of its index.
     *
     * @throws MillraceException as {@link ParameterBinding#bind}
     */
    public static PhysicalPlan bind(PhysicalPlan plan, List<Literal> values) {
        if (values.isEmpty()) {
            return plan;
        }
        NodeBinding binding = new NodeBinding(new ParameterBinding(values));
        return plan.withNodes(
                plan.nodes().stream().map(node -> node.accept(binding)).toList());
    }

    public static Expression bind(Expression expression, List<Literal> values) {
        return new ParameterBinding(values).bind(expression);
    }

    private record NodeBinding(ParameterBinding parameters) implements PhysicalNode.Visitor<PhysicalNode> {
        @Override
        public PhysicalNode visit(ConnectorScan node) {
            return new ConnectorScan(
                    node.id(),
                    node.connector(),
                    node.table(),
                    node.readColumns(),
                    node.withSplit(),
                    parameters.bindAll(node.outputs()),
                    node.watermark(),
                    node.dropLate(),
                    node.finite(),
                    node.rejectRows(),
                    node.properties());
        }

        @Override
        public PhysicalNode visit(RelationScan node) {
            return new RelationScan(
                    node.id(),
                    node.relation(),
                    node.columns(),
                    parameters.bindAll(node.key()),
                    node.dropLate(),
                    node.properties());
        }

        @Override
        public PhysicalNode visit(Values node) {
            return new Values(
                    node.id(), node.rows().stream().map(parameters::bindAll).toList(), node.properties());
        }

        @Override
        public PhysicalNode visit(Calc node) {
            return new Calc(
                    node.id(),
                    node.input(),
                    bound(node.condition()),
                    parameters.bindAll(node.projections()),
                    node.properties());
        }

        @Override
        public PhysicalNode visit(VolatileCalc node) {
            return new VolatileCalc(
                    node.id(),
                    node.input(),
                    bound(node.condition()),
                    parameters.bindAll(node.projections()),
                    node.draws(),
                    node.byRow(),
                    node.stores(),
                    node.properties());
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
                    bound(node.condition()),
                    node.expiringKey(),
                    node.fires(),
                    node.properties());
        }

        @Override
        public PhysicalNode visit(TemporalJoin node) {
            return new TemporalJoin(
                    node.id(),
                    node.left(),
                    node.right(),
                    node.kind(),
                    node.leftKeys(),
                    node.rightKeys(),
                    node.nullsMatch(),
                    bound(node.condition()),
                    node.leftTime(),
                    node.rightTime(),
                    node.properties());
        }

        @Override
        public PhysicalNode visit(LookupJoin node) {
            return new LookupJoin(
                    node.id(),
                    node.left(),
                    node.right(),
                    node.kind(),
                    node.leftKeys(),
                    node.rightKeys(),
                    node.nullsMatch(),
                    bound(node.condition()),
                    node.stores(),
                    node.properties());
        }

        @Override
        public PhysicalNode visit(Recursion node) {
            return node.withBody(
                    node.body().stream().map(inner -> inner.accept(this)).toList());
        }

        @Override
        public PhysicalNode visit(MatchRecognize node) {
            List<PatternVariable> variables = node.variables().stream()
                    .map(variable ->
                            new PatternVariable(variable.name(), variable.columns(), bound(variable.condition())))
                    .toList();
            return new MatchRecognize(
                    node.id(),
                    node.input(),
                    node.partitionKeys(),
                    node.timeColumn(),
                    node.order(),
                    variables,
                    node.pattern(),
                    parameters.bindAll(node.arguments()),
                    node.withinMicros(),
                    node.afterMatch(),
                    node.rowsPerMatch(),
                    node.outputs(),
                    node.properties());
        }

        private @Nullable Expression bound(@Nullable Expression condition) {
            return condition == null ? null : parameters.bind(condition);
        }

        @Override
        public PhysicalNode visit(Upsert node) {
            return node;
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
        public PhysicalNode visit(SessionWindow node) {
            return node;
        }

        @Override
        public PhysicalNode visit(TimeBuckets node) {
            return node;
        }

        @Override
        public PhysicalNode visit(WatermarkDelay node) {
            return node;
        }

        @Override
        public PhysicalNode visit(Unnest node) {
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
        public PhysicalNode visit(TopN node) {
            return node;
        }

        @Override
        public PhysicalNode visit(Over node) {
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
}
