package io.millrace.executor.operator.factory;

import io.millrace.executor.expression.ErrorPolicy;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.aggregate.FiringGroupAggregateOperator;
import io.millrace.executor.operator.aggregate.GroupAggregateOperator;
import io.millrace.executor.operator.aggregate.TimedGroupAggregateOperator;
import io.millrace.executor.operator.calc.CalcOperator;
import io.millrace.executor.operator.calc.VolatileCalcOperator;
import io.millrace.executor.operator.join.JoinShape;
import io.millrace.executor.operator.join.LookupJoinOperator;
import io.millrace.executor.operator.join.TemporalJoinOperator;
import io.millrace.executor.operator.match.MatchRecognizeOperator;
import io.millrace.executor.operator.over.OverOperator;
import io.millrace.executor.operator.recursion.RecursionOperator;
import io.millrace.executor.operator.set.DistinctOperator;
import io.millrace.executor.operator.set.SetOperationOperator;
import io.millrace.executor.operator.set.UnionAllOperator;
import io.millrace.executor.operator.set.UpsertOperator;
import io.millrace.executor.operator.sort.LimitOperator;
import io.millrace.executor.operator.sort.SortOperator;
import io.millrace.executor.operator.topn.BestRowOperator;
import io.millrace.executor.operator.topn.TopNOperator;
import io.millrace.executor.operator.unnest.UnnestOperator;
import io.millrace.executor.operator.window.SessionWindowOperator;
import io.millrace.executor.operator.window.TimeBucketsOperator;
import io.millrace.executor.operator.window.WatermarkDelayOperator;
import io.millrace.executor.operator.window.WindowAggregateOperator;
import io.millrace.executor.operator.window.WindowAssignOperator;
import io.millrace.plan.node.Calc;
import io.millrace.plan.node.Collect;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distinct;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.LookupJoin;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.Recursion;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SessionWindow;
import io.millrace.plan.node.SetOperation;
import io.millrace.plan.node.SinkWrite;
import io.millrace.plan.node.Sort;
import io.millrace.plan.node.TemporalJoin;
import io.millrace.plan.node.TimeBuckets;
import io.millrace.plan.node.TopN;
import io.millrace.plan.node.UnionAll;
import io.millrace.plan.node.Unnest;
import io.millrace.plan.node.Upsert;
import io.millrace.plan.node.Values;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.plan.node.WatermarkDelay;
import io.millrace.plan.node.WindowAggregate;
import io.millrace.plan.node.WindowAssign;
import io.millrace.spi.error.MillraceException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the operator of a node for one task. Scans, sinks and exchanges are the runtime's own. */
public final class Operators implements PhysicalNode.Visitor<Operator> {
    private final List<PhysicalNode> inputs;
    private final OperatorContext context;

    private Operators(List<PhysicalNode> inputs, OperatorContext context) {
        this.inputs = List.copyOf(inputs);
        this.context = context;
    }

    /**
     * Makes an operator.
     *
     * @param inputs the nodes it reads, in the order of its inputs
     * @throws MillraceException 0A000 for what is not there yet
     */
    public static Operator create(PhysicalNode node, List<PhysicalNode> inputs, OperatorContext context) {
        return node.accept(new Operators(inputs, context));
    }

    /** Compiles the filters, projections and join conditions of a plan: their classes are kept for the operators. */
    public static void compile(PhysicalPlan plan) {
        for (PhysicalNode node : plan.nodes()) {
            if (node instanceof Calc calc) {
                CalcOperator.compile(calc, plan.node(calc.input()).rowType(), ErrorPolicy.FAIL);
            } else if (node instanceof Join join) {
                JoinShape.compile(join, plan.node(join.left()), plan.node(join.right()));
            }
        }
    }

    private PhysicalNode input() {
        return inputs.get(0);
    }

    private boolean appendOnly() {
        return input().changelog().appendOnly();
    }

    /**
     * Positions among the keys of those columns by which an input's rows were sent to tasks: they decide a key's group. All of
     * them if there is no exchange right before.
     */
    private int[] partitionKeys(PhysicalNode input, List<Integer> keys) {
        List<Integer> columns = distributionColumns(input, keys);
        int[] positions = columns.stream().mapToInt(keys::indexOf).toArray();
        if (Arrays.stream(positions).anyMatch(position -> position < 0)) {
            throw MillraceException.internal("operator " + context.node() + " by columns " + keys
                    + " reads rows that are distributed by columns " + columns);
        }
        return positions;
    }

    private static List<Integer> distributionColumns(PhysicalNode input, List<Integer> keys) {
        return input instanceof Exchange exchange && exchange.distribution().kind() == Distribution.Kind.HASH
                ? exchange.distribution().keys()
                : keys;
    }

    /** As {@link #partitionKeys}, of both sides; a column may be in several pairs of keys. */
    private int[] partitionKeys(Join node) {
        List<Integer> lefts = distributionColumns(inputs.get(0), node.leftKeys());
        List<Integer> rights = distributionColumns(inputs.get(1), node.rightKeys());
        int[] positions = new int[lefts.size()];
        for (int i = 0; i < positions.length; i++) {
            int key = 0;
            while (key < node.leftKeys().size()
                    && !(node.leftKeys().get(key).equals(lefts.get(i))
                            && i < rights.size()
                            && node.rightKeys().get(key).equals(rights.get(i)))) {
                key++;
            }
            positions[i] = key;
        }
        if (lefts.size() != rights.size()
                || Arrays.stream(positions)
                        .anyMatch(key -> key == node.leftKeys().size())) {
            throw MillraceException.internal(
                    "operator " + node.id() + ": its inputs are distributed by different keys");
        }
        return positions;
    }

    @Override
    public Operator visit(Calc node) {
        return new CalcOperator(node, input().rowType(), context);
    }

    @Override
    public Operator visit(VolatileCalc node) {
        List<Integer> columns =
                IntStream.range(0, input().rowType().size()).boxed().toList();
        int[] partitionKeys = node.stores() ? partitionKeys(input(), columns) : new int[0];
        return new VolatileCalcOperator(node, input().rowType(), partitionKeys, context);
    }

    @Override
    public Operator visit(GroupAggregate node) {
        boolean corrects = node.firingKey() >= 0 && context.limits().allowedLatenessMicros() > 0;
        boolean ages = node.firingKey() < 0
                && !node.keys().isEmpty()
                && context.limits().stateTtlMicros() > 0;
        if (corrects || ages) {
            return new TimedGroupAggregateOperator(node, input(), partitionKeys(input(), node.keys()), context);
        } else if (node.firingKey() >= 0) {
            return new FiringGroupAggregateOperator(node, input(), partitionKeys(input(), node.keys()), context);
        }
        return new GroupAggregateOperator(
                node, input().rowType(), partitionKeys(input(), node.keys()), appendOnly(), context);
    }

    @Override
    public Operator visit(WindowAggregate node) {
        return new WindowAggregateOperator(node, input(), partitionKeys(input(), node.keys()), context);
    }

    @Override
    public Operator visit(WindowAssign node) {
        return new WindowAssignOperator(node);
    }

    @Override
    public Operator visit(SessionWindow node) {
        return new SessionWindowOperator(node, input(), partitionKeys(input(), node.keys()), context);
    }

    @Override
    public Operator visit(TimeBuckets node) {
        return new TimeBucketsOperator(node);
    }

    @Override
    public Operator visit(WatermarkDelay node) {
        return new WatermarkDelayOperator(node);
    }

    @Override
    public Operator visit(Unnest node) {
        return new UnnestOperator(node);
    }

    @Override
    public Operator visit(Join node) {
        return shape(node).operator();
    }

    @Override
    public Operator visit(TemporalJoin node) {
        return new TemporalJoinOperator(node, shape(node.join()));
    }

    @Override
    public Operator visit(LookupJoin node) {
        return new LookupJoinOperator(node, shape(node.join()));
    }

    @Override
    public Operator visit(Recursion node) {
        return new RecursionOperator(node, Operators::create, context);
    }

    private JoinShape shape(Join join) {
        return new JoinShape(join, inputs.get(0), inputs.get(1), partitionKeys(join), context);
    }

    private static void requireSamePartition(PhysicalNode node, int[] one, int[] other) {
        if (!Arrays.equals(one, other)) {
            throw MillraceException.internal(
                    "operator " + node.id() + ": its inputs are distributed by different keys");
        }
    }

    @Override
    public Operator visit(Distinct node) {
        List<Integer> columns =
                IntStream.range(0, input().rowType().size()).boxed().toList();
        return new DistinctOperator(input().rowType(), partitionKeys(input(), columns), appendOnly(), context);
    }

    @Override
    public Operator visit(Upsert node) {
        return new UpsertOperator(node, input().rowType(), partitionKeys(input(), node.keys()), context);
    }

    @Override
    public Operator visit(UnionAll node) {
        return new UnionAllOperator();
    }

    @Override
    public Operator visit(SetOperation node) {
        List<Integer> columns =
                IntStream.range(0, node.rowType().size()).boxed().toList();
        int[] partitionKeys = partitionKeys(input(), columns);
        for (PhysicalNode other : inputs) {
            requireSamePartition(node, partitionKeys, partitionKeys(other, columns));
        }
        return new SetOperationOperator(node, partitionKeys, context);
    }

    @Override
    public Operator visit(Sort node) {
        return node.keys().isEmpty() && appendOnly()
                ? new LimitOperator(node)
                : new SortOperator(node, input().rowType(), appendOnly());
    }

    @Override
    public Operator visit(TopN node) {
        int[] partitionKeys = partitionKeys(input(), node.partitionKeys());
        return BestRowOperator.does(node, input())
                ? new BestRowOperator(node, input(), partitionKeys, context)
                : new TopNOperator(node, input(), partitionKeys, context);
    }

    @Override
    public Operator visit(Over node) {
        return new OverOperator(node, input(), partitionKeys(input(), node.partitionKeys()), context);
    }

    @Override
    public Operator visit(MatchRecognize node) {
        return new MatchRecognizeOperator(node, input(), partitionKeys(input(), node.partitionKeys()), context);
    }

    @Override
    public Operator visit(ConnectorScan node) {
        throw ofRuntime(node);
    }

    @Override
    public Operator visit(RelationScan node) {
        throw ofRuntime(node);
    }

    @Override
    public Operator visit(Values node) {
        throw ofRuntime(node);
    }

    @Override
    public Operator visit(Exchange node) {
        throw ofRuntime(node);
    }

    @Override
    public Operator visit(Materialize node) {
        throw ofRuntime(node);
    }

    @Override
    public Operator visit(SinkWrite node) {
        throw ofRuntime(node);
    }

    @Override
    public Operator visit(Collect node) {
        throw ofRuntime(node);
    }

    private static MillraceException ofRuntime(PhysicalNode node) {
        return MillraceException.internal("node " + node.id() + " is not an operator of its own");
    }
}
