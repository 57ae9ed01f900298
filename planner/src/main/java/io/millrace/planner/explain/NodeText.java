package io.millrace.planner.explain;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
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
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.OverFrame;
import io.millrace.plan.node.PastRelation;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.Recursion;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SessionWindow;
import io.millrace.plan.node.SetOperation;
import io.millrace.plan.node.SinkWrite;
import io.millrace.plan.node.Sort;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.node.TemporalJoin;
import io.millrace.plan.node.TimeBuckets;
import io.millrace.plan.node.TopN;
import io.millrace.plan.node.UnionAll;
import io.millrace.plan.node.Unnest;
import io.millrace.plan.node.Upsert;
import io.millrace.plan.node.UserAggregateName;
import io.millrace.plan.node.Values;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.plan.node.WatermarkDelay;
import io.millrace.plan.node.WindowAggregate;
import io.millrace.plan.node.WindowAssign;
import io.millrace.plan.node.WindowSpec;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a node does, in a line: {@code Distinct(user_id)}. */
final class NodeText implements PhysicalNode.Visitor<String> {
    private static final int ROWS_MAX = 5;

    private final PhysicalPlan plan;

    NodeText(PhysicalPlan plan) {
        this.plan = plan;
    }

    private RowType columns(NodeId id) {
        return plan.node(id).rowType();
    }

    private ExpressionText over(NodeId id) {
        return new ExpressionText(columns(id));
    }

    @Override
    public String visit(ConnectorScan node) {
        ExpressionText text = new ExpressionText(node.readType());
        List<String> parts = new ArrayList<>();
        parts.add(node.table().name());
        parts.add(outputs(node.outputs(), node.rowType(), text));
        if (node.watermark() != null) {
            String expression =
                    new ExpressionText(node.rowType()).of(node.watermark().expression());
            parts.add("watermark " + node.rowType().name(node.watermark().column()) + " AS " + expression);
        }
        if (node.dropLate()) {
            parts.add(lateRows());
        }
        if (node.rejectRows()) {
            parts.add("bad rows skipped");
        }
        return call("Scan", parts);
    }

    @Override
    public String visit(Upsert node) {
        return "Upsert(by " + over(node.input()).names(node.keys()) + ")";
    }

    @Override
    public String visit(RelationScan node) {
        List<String> parts = new ArrayList<>();
        parts.add(PastRelation.of(node.relation()).map(PastRelation::toString).orElse(node.relation()));
        parts.add(list(node.rowType().names()));
        if (!node.key().isEmpty()) {
            parts.add("key = " + node.key().stream().map(Expression::toString).collect(Collectors.joining(", ")));
        }
        if (node.dropLate()) {
            parts.add(lateRows());
        }
        return call("Scan", parts);
    }

    private String corrected() {
        long allowed = plan.limits().allowedLatenessMicros();
        return allowed == 0 ? "" : " and corrects for " + seconds(allowed);
    }

    private String lateRows() {
        long allowed = plan.limits().allowedLatenessMicros();
        return allowed == 0 ? "late rows left out" : "rows later than " + seconds(allowed) + " left out";
    }

    @Override
    public String visit(Values node) {
        List<String> rows = node.rows().stream()
                .limit(ROWS_MAX)
                .map(row -> row.stream().map(Expression::toString).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.toCollection(ArrayList::new));
        if (node.rows().size() > ROWS_MAX) {
            rows.add("… " + node.rows().size() + " rows");
        }
        return call("Values", rows);
    }

    @Override
    public String visit(Calc node) {
        ExpressionText text = over(node.input());
        List<String> parts = new ArrayList<>();
        if (node.condition() != null) {
            parts.add("where " + text.of(node.condition()));
        }
        if (!isIdentity(node)) {
            parts.add(outputs(node.projections(), node.rowType(), text));
        }
        return call("Calc", parts);
    }

    @Override
    public String visit(VolatileCalc node) {
        ExpressionText text = over(node.input());
        List<String> parts = new ArrayList<>();
        if (node.condition() != null) {
            parts.add("where " + text.of(node.condition()));
        }
        parts.add(outputs(node.projections(), node.rowType(), text));
        if (node.stores()) {
            parts.add("what is given is kept");
        }
        return call("VolatileCalc", parts);
    }

    private boolean isIdentity(Calc node) {
        RowType input = columns(node.input());
        return node.rowType().equals(input)
                && IntStream.range(0, input.size()).allMatch(i -> new ExpressionText(input)
                        .of(node.projections().get(i))
                        .equals(input.name(i)));
    }

    @Override
    public String visit(Exchange node) {
        Distribution distribution = node.distribution();
        return switch (distribution.kind()) {
            case HASH -> "Exchange(hash " + over(node.input()).names(distribution.keys()) + ")";
            case SINGLE -> "Exchange(single)";
            case BROADCAST -> "Exchange(broadcast)";
        };
    }

    @Override
    public String visit(GroupAggregate node) {
        List<String> parts = new ArrayList<>();
        ExpressionText text = over(node.input());
        if (!node.keys().isEmpty()) {
            parts.add("by " + text.names(node.keys()));
        }
        node.aggregates().forEach(call -> parts.add(aggregate(call, text)));
        if (node.firingKey() >= 0) {
            parts.add("fires at " + text.name(node.keys().get(node.firingKey())) + corrected());
        } else if (plan.limits().stateTtlMicros() > 0 && !node.keys().isEmpty()) {
            parts.add("forgets groups untouched for " + seconds(plan.limits().stateTtlMicros()));
        }
        return call("GroupAggregate", parts);
    }

    @Override
    public String visit(WindowAggregate node) {
        List<String> parts = new ArrayList<>();
        ExpressionText text = over(node.input());
        parts.add(window(node.window(), text.name(node.timeColumn())));
        if (!node.keys().isEmpty()) {
            parts.add("by " + text.names(node.keys()));
        }
        node.aggregates().forEach(call -> parts.add(aggregate(call, text)));
        return call("WindowAggregate", parts);
    }

    @Override
    public String visit(WindowAssign node) {
        return call(
                "WindowAssign", List.of(window(node.window(), over(node.input()).name(node.timeColumn()))));
    }

    @Override
    public String visit(SessionWindow node) {
        ExpressionText text = over(node.input());
        List<String> parts = new ArrayList<>();
        parts.add(text.name(node.timeColumn()) + " gap " + seconds(node.gapMicros()));
        if (!node.keys().isEmpty()) {
            parts.add("by " + text.names(node.keys()));
        }
        if (node.fires()) {
            parts.add("fires at window_end" + corrected());
        }
        return call("SessionWindow", parts);
    }

    @Override
    public String visit(TimeBuckets node) {
        String time = over(node.input()).name(node.timeColumn());
        String buckets = time + " in " + seconds(node.bucketMicros());
        if (node.lowerMicros() == 0 && node.upperMicros() == 0) {
            return call("TimeBuckets", List.of(buckets));
        }
        String range = "from " + seconds(node.lowerMicros()) + " to " + seconds(node.upperMicros());
        return call("TimeBuckets", List.of(buckets, range));
    }

    @Override
    public String visit(WatermarkDelay node) {
        return call("WatermarkDelay", List.of(seconds(node.delayMicros())));
    }

    @Override
    public String visit(Unnest node) {
        List<String> parts = new ArrayList<>();
        parts.add(columns(node.input()).name(node.collection()));
        if (node.ordinality()) {
            parts.add("with ordinality");
        }
        return call(node.outer() ? "LeftUnnest" : "Unnest", parts);
    }

    @Override
    public String visit(Join node) {
        List<String> parts = joined(node);
        if (node.expiringKey() >= 0) {
            String end = columns(node.left()).name(node.leftKeys().get(node.expiringKey()));
            parts.add(node.fires() ? "fires at " + end + corrected() : "expires at " + end);
        }
        return call(kind(node.kind()) + "Join", parts);
    }

    private List<String> joined(Join node) {
        RowType left = columns(node.left());
        RowType right = columns(node.right());
        List<String> parts = new ArrayList<>();
        for (int k = 0; k < node.leftKeys().size(); k++) {
            String sign = node.nullsMatch().get(k) ? " IS NOT DISTINCT FROM " : " = ";
            parts.add(left.name(node.leftKeys().get(k))
                    + sign
                    + right.name(node.rightKeys().get(k)));
        }
        if (node.condition() != null) {
            parts.add("and " + new ExpressionText(both(left, right)).of(node.condition()));
        }
        return parts;
    }

    @Override
    public String visit(TemporalJoin node) {
        List<String> parts = joined(node.join());
        String leftTime = columns(node.left()).name(node.leftTime());
        parts.add("as of " + leftTime + ", valid from " + columns(node.right()).name(node.rightTime()));
        return call(kind(node.kind()) + "TemporalJoin", parts);
    }

    @Override
    public String visit(LookupJoin node) {
        List<String> parts = joined(node.join());
        parts.add("as of the epoch");
        if (node.stores()) {
            parts.add("what is given is kept");
        }
        return call(kind(node.kind()) + "LookupJoin", parts);
    }

    @Override
    public String visit(Recursion node) {
        NodeText inner = new NodeText(new PhysicalPlan(node.body()));
        List<String> parts = new ArrayList<>();
        parts.add(node.distinct() ? "UNION" : "UNION ALL");
        for (PhysicalNode step : node.body()) {
            if (!node.leaves().contains(step.id()) && !(step instanceof Exchange)) {
                parts.add(step.accept(inner));
            }
        }
        return call("Recursion", parts);
    }

    private static String kind(Join.Kind kind) {
        String name = kind.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    /** The columns of both sides; where a name is on both, it says which is meant. */
    private static RowType both(RowType left, RowType right) {
        List<Field> both = new ArrayList<>();
        for (Field field : left.fields()) {
            both.add(right.indexOf(field.name()) < 0 ? field : new Field("left." + field.name(), field.type()));
        }
        for (Field field : right.fields()) {
            both.add(left.indexOf(field.name()) < 0 ? field : new Field("right." + field.name(), field.type()));
        }
        return new RowType(both);
    }

    @Override
    public String visit(Distinct node) {
        return call("Distinct", node.rowType().names());
    }

    @Override
    public String visit(UnionAll node) {
        return "UnionAll(" + node.inputs().size() + " inputs)";
    }

    @Override
    public String visit(SetOperation node) {
        String kind = node.kind() == SetOperation.Kind.INTERSECT ? "Intersect" : "Except";
        return call(kind + (node.all() ? "All" : ""), node.rowType().names());
    }

    @Override
    public String visit(Sort node) {
        List<String> parts = new ArrayList<>(sortKeys(node.keys(), node.rowType()));
        if (node.offset() > 0) {
            parts.add("offset " + node.offset());
        }
        if (node.fetch() >= 0) {
            parts.add("limit " + node.fetch());
        }
        return call(node.keys().isEmpty() ? "Limit" : "Sort", parts);
    }

    private static List<String> sortKeys(List<SortKey> keys, RowType rowType) {
        return keys.stream().map(key -> sortKey(key, rowType)).toList();
    }

    @Override
    public String visit(TopN node) {
        List<String> parts = new ArrayList<>();
        if (node.limit() >= 0) {
            String offset = node.offset() > 0 ? (node.offset() + 1) + " to " : "";
            parts.add(node.rank() + " " + offset + node.limit());
        } else {
            parts.add(node.rank() + " from " + (node.offset() + 1));
        }
        partition(node.partitionKeys(), node.order(), columns(node.input()), parts);
        if (node.givesRank()) {
            parts.add("AS " + node.rowType().name(node.rowType().size() - 1));
        }
        fires(node.partitionKeys(), node.firingKey(), columns(node.input()), parts);
        return call("TopN", parts);
    }

    private static void partition(List<Integer> keys, List<SortKey> order, RowType rowType, List<String> parts) {
        if (!keys.isEmpty()) {
            parts.add("by " + new ExpressionText(rowType).names(keys));
        }
        if (!order.isEmpty()) {
            parts.add("order " + String.join(", ", sortKeys(order, rowType)));
        }
    }

    @Override
    public String visit(Over node) {
        List<String> parts = new ArrayList<>();
        RowType input = columns(node.input());
        partition(node.partitionKeys(), node.order(), input, parts);
        node.calls().forEach(call -> parts.add(over(call, new ExpressionText(input))));
        fires(node.partitionKeys(), node.firingKey(), input, parts);
        if (node.timeColumn() >= 0) {
            parts.add("rows expire by " + input.name(node.timeColumn()));
        }
        return call("Over", parts);
    }

    private void fires(List<Integer> partitionKeys, int firingKey, RowType input, List<String> parts) {
        if (firingKey >= 0) {
            parts.add("fires at " + input.name(partitionKeys.get(firingKey)) + corrected());
        }
    }

    private static String over(OverCall call, ExpressionText text) {
        List<String> arguments = new ArrayList<>();
        AggregateCall aggregate = call.aggregate();
        if (aggregate != null) {
            arguments.add(text.name(aggregate.argument()));
        }
        call.arguments().forEach(argument -> arguments.add(text.name(argument)));
        if (arguments.isEmpty() && call.function().framed()) {
            arguments.add("*");
        }
        if (call.number() != 0) {
            arguments.add(Math.min(1, arguments.size()), Long.toString(call.number()));
        }
        OverFrame frame = call.frame();
        String rows = frame.equals(OverFrame.PARTITION)
                ? ""
                : " " + frame.unit() + " " + bound(frame.start()) + " .. " + bound(frame.end()) + excluded(frame);
        String function = aggregate == null
                ? call.function().name()
                : aggregate.function().name();
        return call(function, arguments) + (call.ignoresNulls() ? " IGNORE NULLS" : "") + rows + " AS " + call.name();
    }

    private static String excluded(OverFrame frame) {
        return frame.exclusion() == OverFrame.Exclusion.NO_OTHERS
                ? ""
                : " EXCLUDE " + frame.exclusion().name().replace('_', ' ');
    }

    private static String bound(OverFrame.Bound bound) {
        String kind = bound.kind().name().replace('_', ' ');
        return bound.offset() == null ? kind : bound.offset() + " " + kind;
    }

    @Override
    public String visit(MatchRecognize node) {
        return call("MatchRecognize", new PatternText(node, columns(node.input())).parts());
    }

    @Override
    public String visit(Materialize node) {
        List<String> parts = new ArrayList<>();
        parts.add(node.view());
        parts.add(list(node.rowType().names()));
        if (!node.key().isEmpty()) {
            parts.add("key " + new ExpressionText(node.rowType()).names(node.key()));
        }
        return call("Materialize", parts);
    }

    @Override
    public String visit(SinkWrite node) {
        return call(
                "SinkWrite", List.of(node.table().name(), list(node.rowType().names())));
    }

    @Override
    public String visit(Collect node) {
        return call("Collect", node.rowType().names());
    }

    private static String outputs(List<Expression> expressions, RowType rowType, ExpressionText text) {
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            String expression = text.of(expressions.get(i));
            String name = rowType.name(i);
            outputs.add(expression.equals(name) ? name : expression + " AS " + name);
        }
        return list(outputs);
    }

    private static String aggregate(AggregateCall call, ExpressionText text) {
        String argument = call.argument() < 0 ? "*" : text.name(call.argument());
        String function = call.function() == AggregateFunction.USER
                ? UserAggregateName.of(call).className()
                : call.function().name();
        return function + "(" + (call.distinct() ? "DISTINCT " : "") + argument + aggregateKeys(call, text) + ")"
                + (call.filter() < 0 ? "" : " FILTER " + text.name(call.filter()))
                + " AS " + call.name();
    }

    private static String aggregateKeys(AggregateCall call, ExpressionText text) {
        Literal given = call.constant();
        String constant = given == null || call.function() == AggregateFunction.USER ? "" : ", " + text.of(given);
        if (call.keys().isEmpty()) {
            return constant;
        }
        String keys = call.keys().stream()
                .map(key -> text.name(key.column()) + (key.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        return switch (call.function()) {
            case LISTAGG, PERCENTILE_CONT, PERCENTILE_DISC, MODE, ARRAY_AGG, JSON_ARRAYAGG, JSON_OBJECTAGG ->
                constant + " ORDER BY " + keys;
            default -> ", " + keys;
        };
    }

    private static String window(WindowSpec window, String time) {
        String slide =
                switch (window.kind()) {
                    case TUMBLE -> "";
                    case HOP -> " every " + seconds(window.slideMicros());
                    case CUMULATE -> " by steps of " + seconds(window.slideMicros());
                };
        String offset = window.offsetMicros() == 0 ? "" : " offset " + seconds(window.offsetMicros());
        return window.kind() + " " + time + " " + seconds(window.sizeMicros()) + slide + offset;
    }

    static String sortKey(SortKey key, RowType rowType) {
        return rowType.name(key.column())
                + (key.descending() ? " desc" : "")
                + (key.nullsFirst() == key.descending() ? "" : key.nullsFirst() ? " nulls first" : " nulls last");
    }

    static String seconds(long micros) {
        BigDecimal seconds = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return seconds.toPlainString() + " s";
    }

    private static String list(List<String> items) {
        return "[" + String.join(", ", items) + "]";
    }

    private static String call(String name, List<String> parts) {
        return name + "(" + String.join(", ", parts) + ")";
    }
}
