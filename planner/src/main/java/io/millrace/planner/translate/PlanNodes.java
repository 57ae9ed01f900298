package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.Calc;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.Collect;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distinct;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.LookupJoin;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.OverFunction;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Recursion;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SessionWindow;
import io.millrace.plan.node.SetOperation;
import io.millrace.plan.node.SinkWrite;
import io.millrace.plan.node.Sort;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.node.TemporalJoin;
import io.millrace.plan.node.TimeBuckets;
import io.millrace.plan.node.TimeLimits;
import io.millrace.plan.node.TopN;
import io.millrace.plan.node.UnionAll;
import io.millrace.plan.node.Unnest;
import io.millrace.plan.node.Upsert;
import io.millrace.plan.node.Values;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.plan.node.WatermarkDelay;
import io.millrace.plan.node.WindowAggregate;
import io.millrace.plan.node.WindowAssign;
import io.millrace.plan.node.WindowSpec;
import io.millrace.planner.validate.WindowFunction;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes each kind of node together with what is known of its output. */
final class PlanNodes {
    static final DataType WINDOW_BOUND = DataType.of(TypeKind.TIMESTAMP).notNull();

    private final PlanBuilder builder = new PlanBuilder();
    private final Set<String> deleting = new HashSet<>();
    /** Nodes are shared, so that a walk over all paths would not end. */
    private final Map<NodeId, Boolean> neverDeletes = new HashMap<>();

    private int recursions;

    /** Notes that a relation takes rows back, which a finite query that reads it once does not see. */
    void deletesFrom(String relation) {
        deleting.add(relation);
    }

    /** Whether a node never takes a row back, in a continuous query as in a finite one. */
    boolean neverDeletes(PhysicalNode node) {
        Boolean known = neverDeletes.get(node.id());
        if (known == null) {
            known = node.changelog().appendOnly()
                    && (!(node instanceof RelationScan scan) || !deleting.contains(scan.relation()))
                    && node.inputs().stream().map(builder::node).allMatch(this::neverDeletes);
            neverDeletes.put(node.id(), known);
        }
        return known;
    }

    private final TimeLimits limits;

    PlanNodes(TimeLimits limits) {
        this.limits = limits;
    }

    TimeLimits limits() {
        return limits;
    }

    List<PhysicalNode> used() {
        return builder.used();
    }

    PhysicalNode node(NodeId id) {
        return builder.node(id);
    }

    /** Rows that come in each round of a recursion; a node of its own for each. */
    PhysicalNode workingTable(RowType rowType) {
        Changelog changelog = Changelog.appendOnly("rows of the round before, " + recursions++);
        NodeProperties properties = new NodeProperties(rowType, changelog, List.of(), List.of());
        return builder.addNamed("working", Values.class, id -> new Values(id, List.of(), properties));
    }

    /** Takes out what hangs on a leaf, the leaf too; the last one of them is {@code root}. */
    List<PhysicalNode> detach(PhysicalNode leaf, PhysicalNode root) {
        Set<NodeId> ids = new HashSet<>(Set.of(leaf.id()));
        List<PhysicalNode> detached = new ArrayList<>();
        for (PhysicalNode node : builder.nodes()) {
            if (node.equals(leaf) || node.inputs().stream().anyMatch(ids::contains)) {
                ids.add(node.id());
                detached.add(node);
            }
        }
        if (!detached.get(detached.size() - 1).equals(root)) {
            throw MillraceException.internal("node " + root.id() + " is not the last one of its recursion");
        }
        builder.remove(detached);
        return detached;
    }

    /** @param body nodes, and Values in the place of each input, by the ids that are {@code leaves} */
    PhysicalNode recursion(
            List<PhysicalNode> inputs,
            List<PhysicalNode> body,
            List<NodeId> leaves,
            boolean distinct,
            int roundsMax,
            RowType rowType) {
        NodeProperties properties = new NodeProperties(
                rowType,
                Changelog.appendOnly("a finite query gives each row once"),
                distinct ? List.of(firstColumns(rowType.size())) : List.of(),
                List.of());
        List<NodeId> ids = inputs.stream().map(PhysicalNode::id).toList();
        return builder.add(
                "recursion",
                Recursion.class,
                id -> new Recursion(id, ids, body, leaves, distinct, roundsMax, properties));
    }

    RelationScan scan(String name, RelationScan draft) {
        return builder.addNamed(
                "scan-" + name,
                RelationScan.class,
                id -> new RelationScan(
                        id, draft.relation(), draft.columns(), draft.key(), draft.dropLate(), draft.properties()));
    }

    ConnectorScan scan(String name, ConnectorScan draft) {
        return builder.addNamed(
                "scan-" + name,
                ConnectorScan.class,
                id -> new ConnectorScan(
                        id,
                        draft.connector(),
                        draft.table(),
                        draft.readColumns(),
                        draft.withSplit(),
                        draft.outputs(),
                        draft.watermark(),
                        draft.dropLate(),
                        draft.finite(),
                        draft.rejectRows(),
                        draft.properties()));
    }

    /**
     * @param input rows in the tasks of their keys; the last column is the name of their split
     * @param why what makes it take rows back
     */
    PhysicalNode upsert(PhysicalNode input, List<Integer> keys, String why) {
        int order = input.rowType().size() - 1;
        RowType rowType = new RowType(input.rowType().fields().subList(0, order));
        NodeProperties properties = new NodeProperties(rowType, Changelog.updating(why), List.of(keys), List.of());
        return builder.add("upsert", Upsert.class, id -> new Upsert(id, input.id(), keys, order, properties));
    }

    /**
     * The versions of an upsert's rows: of those with one key and time the last.
     *
     * @param input rows in the tasks of their keys; the last column is the name of their split
     * @param time event-time column, never NULL
     */
    PhysicalNode versions(PhysicalNode input, List<Integer> keys, EventTimeColumn time, String why) {
        int order = input.rowType().size() - 1;
        RowType rowType = new RowType(input.rowType().fields().subList(0, order));
        List<Integer> timedKeys = keys.contains(time.column()) ? keys : with(keys, time.column());
        NodeProperties properties =
                new NodeProperties(rowType, Changelog.updating(why), List.of(timedKeys), List.of(time));
        return builder.add("versions", Upsert.class, id -> new Upsert(id, input.id(), timedKeys, order, properties));
    }

    PhysicalNode values(RowType rowType, List<List<Expression>> rows) {
        List<List<Integer>> keys = rows.size() <= 1 ? List.of(List.of()) : List.of();
        NodeProperties properties = new NodeProperties(rowType, Changelog.appendOnly("constant rows"), keys, List.of());
        return builder.add("values", Values.class, id -> new Values(id, rows, properties));
    }

    PhysicalNode calc(
            PhysicalNode input, @Nullable Expression condition, List<Expression> projections, List<String> names) {
        NodeProperties properties = calculated(input, projections, names);
        return builder.add("calc", Calc.class, id -> new Calc(id, input.id(), condition, projections, properties));
    }

    /** @param draft without id */
    PhysicalNode volatileCalc(PhysicalNode input, VolatileCalc draft, List<String> names) {
        NodeProperties properties = calculated(input, draft.projections(), names);
        return builder.add(
                "volatile",
                VolatileCalc.class,
                id -> new VolatileCalc(
                        id,
                        input.id(),
                        draft.condition(),
                        draft.projections(),
                        draft.draws(),
                        draft.byRow(),
                        draft.stores(),
                        properties));
    }

    private static NodeProperties calculated(PhysicalNode input, List<Expression> projections, List<String> names) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < projections.size(); i++) {
            fields.add(new Field(names.get(i), projections.get(i).type()));
        }
        return new NodeProperties(
                new RowType(fields),
                Changelogs.passedOn(input),
                UniqueKeys.projected(input.properties().uniqueKeys(), projections),
                EventTimes.projected(input.properties().eventTimes(), projections));
    }

    PhysicalNode exchange(PhysicalNode input, Distribution distribution) {
        NodeProperties properties = passedOn(input);
        return builder.add("exchange", Exchange.class, id -> new Exchange(id, input.id(), distribution, properties));
    }

    PhysicalNode aggregate(PhysicalNode input, List<Integer> keys, List<AggregateCall> aggregates, int firingKey) {
        List<Field> fields = new ArrayList<>();
        keys.forEach(key -> fields.add(input.rowType().field(key)));
        aggregates.forEach(call -> fields.add(new Field(call.name(), call.type())));
        RowType rowType = new RowType(fields);
        List<EventTimeColumn> bounded =
                firingKey < 0 ? input.properties().eventTimes() : WindowKeys.atEnd(input, keys, firingKey);
        List<EventTimeColumn> times = new ArrayList<>();
        for (int k = 0; k < keys.size(); k++) {
            int place = k;
            EventTimes.at(bounded, keys.get(k)).ifPresent(time -> times.add(time.at(place)));
        }
        List<List<Integer>> uniqueKeys = List.of(firstColumns(keys.size()));
        return builder.add("aggregate", GroupAggregate.class, id -> {
            Changelog changelog = firingKey < 0
                    ? Changelog.updating("GroupAggregate " + id + " updates its groups")
                    : limits.allowedLatenessMicros() > 0
                            ? Changelog.updating("GroupAggregate " + id + " corrects its groups when rows come late")
                            : Changelog.appendOnly("each group is given once");
            NodeProperties properties = new NodeProperties(rowType, changelog, uniqueKeys, times);
            return new GroupAggregate(id, input.id(), keys, aggregates, firingKey, properties);
        });
    }

    PhysicalNode windowAggregate(
            PhysicalNode input, WindowSpec window, int timeColumn, List<Integer> keys, List<AggregateCall> aggregates) {
        List<Field> fields = new ArrayList<>();
        keys.forEach(key -> fields.add(input.rowType().field(key)));
        aggregates.forEach(call -> fields.add(new Field(call.name(), call.type())));
        int start = fields.size();
        fields.add(new Field("window_start", WINDOW_BOUND));
        fields.add(new Field("window_end", WINDOW_BOUND));
        List<List<Integer>> uniqueKeys = new ArrayList<>();
        if (window.kind() != WindowSpec.Kind.CUMULATE) {
            uniqueKeys.add(with(firstColumns(keys.size()), start));
        }
        uniqueKeys.add(with(firstColumns(keys.size()), start + 1));
        NodeProperties properties = new NodeProperties(
                new RowType(fields),
                Changelog.appendOnly("each window is given once"),
                uniqueKeys,
                EventTimes.added(start, window.sizeMicros()).subList(0, 2));
        return builder.add(
                "window-aggregate",
                WindowAggregate.class,
                id -> new WindowAggregate(id, input.id(), window, timeColumn, keys, aggregates, properties));
    }

    PhysicalNode windowAssign(PhysicalNode input, WindowSpec window, int timeColumn) {
        List<Field> fields = new ArrayList<>(input.rowType().fields());
        int start = fields.size();
        addWindowColumns(fields);
        List<EventTimeColumn> times = new ArrayList<>(input.properties().eventTimes());
        boolean bounded = EventTimes.at(times, timeColumn)
                .filter(time -> time.bound() != Bound.WINDOW_START)
                .isPresent();
        if (bounded) {
            times.addAll(EventTimes.added(start, window.sizeMicros()));
        }
        List<List<Integer>> keys = input.properties().uniqueKeys().stream()
                .map(key -> switch (window.kind()) {
                    case TUMBLE -> key;
                    case HOP -> with(key, start);
                    case CUMULATE -> with(key, start + 1);
                })
                .toList();
        NodeProperties properties = new NodeProperties(new RowType(fields), Changelogs.passedOn(input), keys, times);
        return builder.add(
                "window", WindowAssign.class, id -> new WindowAssign(id, input.id(), window, timeColumn, properties));
    }

    /** Fires if the watermark bounds the time; then only session ends are bounded in what comes out. */
    PhysicalNode sessionWindow(PhysicalNode input, int timeColumn, List<Integer> keys, long gapMicros) {
        List<Field> fields = new ArrayList<>(input.rowType().fields());
        int start = fields.size();
        addWindowColumns(fields);
        boolean fires = EventTimes.at(input.properties().eventTimes(), timeColumn)
                .filter(time -> time.bound() != Bound.WINDOW_START)
                .isPresent();
        List<EventTimeColumn> times = fires ? EventTimes.added(start, EventTimeColumn.ANY_SIZE) : List.of();
        return builder.add("session", SessionWindow.class, id -> {
            Changelog changelog = !fires
                    ? Changelog.updating("SessionWindow " + id + " updates its sessions")
                    : limits.allowedLatenessMicros() > 0
                            ? Changelog.updating("SessionWindow " + id + " corrects its sessions when rows come late")
                            : Changelog.appendOnly("each session is given once");
            NodeProperties properties = new NodeProperties(
                    new RowType(fields), changelog, input.properties().uniqueKeys(), times);
            return new SessionWindow(
                    id, input.id(), timeColumn, keys, gapMicros, fires, limits.allowedLatenessMicros(), properties);
        });
    }

    private static void addWindowColumns(List<Field> fields) {
        WindowFunction.ADDED.forEach(name -> fields.add(new Field(name, WINDOW_BOUND)));
    }

    /** @param collection the last column of the input; an ARRAY or MAP */
    PhysicalNode unnest(PhysicalNode input, List<String> names, boolean ordinality, boolean outer) {
        int collection = input.rowType().size() - 1;
        DataType type = input.rowType().type(collection);
        List<Field> fields = new ArrayList<>(input.rowType().fields().subList(0, collection));
        for (DataType element : UnnestTranslation.elements(type, ordinality)) {
            int column = fields.size();
            fields.add(new Field(names.get(column), outer ? element.withNullable(true) : element));
        }
        boolean numbered = ordinality && !outer;
        int number = fields.size() - 1;
        List<List<Integer>> keys = input.properties().uniqueKeys().stream()
                .filter(key -> numbered && !key.contains(collection))
                .map(key -> with(key, number))
                .toList();
        List<EventTimeColumn> times = input.properties().eventTimes().stream()
                .filter(time -> time.column() != collection)
                .toList();
        NodeProperties properties = new NodeProperties(new RowType(fields), Changelogs.passedOn(input), keys, times);
        return builder.add(
                "unnest", Unnest.class, id -> new Unnest(id, input.id(), collection, ordinality, outer, properties));
    }

    /** @param interval what makes it an interval join, null if it is none */
    PhysicalNode join(
            PhysicalNode left,
            PhysicalNode right,
            Join.Kind kind,
            JoinKeys keys,
            @Nullable Expression condition,
            @Nullable TimeInterval interval) {
        List<Integer> leftKeys = keys.left();
        List<Integer> rightKeys = keys.right();
        boolean rightToo = kind == Join.Kind.INNER || kind == Join.Kind.LEFT;
        RowType rowType = rightToo ? joinedType(left, right, kind) : left.rowType();
        List<List<Integer>> uniqueKeys = withoutBuckets(
                UniqueKeys.joined(kind, left, right, leftKeys, rightKeys),
                keys,
                left.rowType().size());
        List<EventTimeColumn> times = EventTimes.joined(kind, left, right, leftKeys, rightKeys);
        int expiringKey = keys.buckets() >= 0 ? keys.buckets() : expiringKey(left, leftKeys, times);
        boolean fires = keys.buckets() < 0 && firesJoin(kind, left, right, keys, expiringKey);
        if (interval != null) {
            times.addAll(EventTimes.ofInterval(kind, left, right, interval));
        }
        return builder.add("join", Join.class, id -> {
            Changelog changelog = fires
                    ? atWindowEnd("Join " + id + " corrects its windows when rows come late")
                    : joinChangelog(id, kind, left, right);
            NodeProperties properties = new NodeProperties(rowType, changelog, uniqueKeys, times);
            return new Join(
                    id,
                    left.id(),
                    right.id(),
                    kind,
                    leftKeys,
                    rightKeys,
                    keys.nullsMatch(),
                    condition,
                    expiringKey,
                    fires,
                    properties);
        });
    }

    PhysicalNode temporalJoin(
            PhysicalNode left,
            PhysicalNode right,
            JoinTranslation.Conditioned join,
            EventTimeColumn leftTime,
            EventTimeColumn rightTime) {
        NodeProperties properties = new NodeProperties(
                joinedType(left, right, join.kind()),
                Changelogs.temporal(left, join.kind(), leftTime),
                left.properties().uniqueKeys(),
                EventTimes.waited(leftTime, rightTime));
        JoinKeys keys = join.keys();
        return builder.add(
                "temporal-join",
                TemporalJoin.class,
                id -> new TemporalJoin(
                        id,
                        left.id(),
                        right.id(),
                        join.kind(),
                        keys.left(),
                        keys.right(),
                        keys.nullsMatch(),
                        join.condition(),
                        leftTime.column(),
                        rightTime.column(),
                        properties));
    }

    PhysicalNode lookupJoin(PhysicalNode left, PhysicalNode right, JoinTranslation.Conditioned join) {
        NodeProperties properties = new NodeProperties(
                joinedType(left, right, join.kind()),
                Changelogs.passedOn(left),
                left.properties().uniqueKeys(),
                left.properties().eventTimes());
        JoinKeys keys = join.keys();
        return builder.add(
                "lookup-join",
                LookupJoin.class,
                id -> new LookupJoin(
                        id,
                        left.id(),
                        right.id(),
                        join.kind(),
                        keys.left(),
                        keys.right(),
                        keys.nullsMatch(),
                        join.condition(),
                        !left.changelog().appendOnly(),
                        properties));
    }

    private static RowType joinedType(PhysicalNode left, PhysicalNode right, Join.Kind kind) {
        List<Field> fields = new ArrayList<>(left.rowType().fields());
        boolean padded = kind == Join.Kind.LEFT;
        right.rowType()
                .fields()
                .forEach(field ->
                        fields.add(padded ? new Field(field.name(), field.type().withNullable(true)) : field));
        return new RowType(fields);
    }

    /** Whether the state of a join by these keys is forgotten with the watermark. */
    static boolean expires(PhysicalNode left, PhysicalNode right, JoinKeys keys) {
        List<EventTimeColumn> times = EventTimes.joined(Join.Kind.INNER, left, right, keys.left(), keys.right());
        return expiringKey(left, keys.left(), times) >= 0;
    }

    /**
     * Whether rows wait for the end of their window. Inner pairs of rows that come at the end themselves need not: the later
     * of the two is there when both sides have reached it.
     */
    private boolean firesJoin(Join.Kind kind, PhysicalNode left, PhysicalNode right, JoinKeys keys, int expiringKey) {
        return expiringKey >= 0
                && WindowKeys.end(left, keys.left()) == expiringKey
                && WindowKeys.end(right, keys.right()) == expiringKey
                && !((kind == Join.Kind.INNER || kind == Join.Kind.SEMI) && comeAtEnd(left) && comeAtEnd(right));
    }

    /** Whether rows come when the one window among their columns has ended. */
    private boolean comeAtEnd(PhysicalNode node) {
        long ends = node.properties().eventTimes().stream()
                .filter(time -> time.bound() == Bound.WINDOW_END)
                .count();
        boolean passesOn = node instanceof Calc || node instanceof Exchange || node instanceof Distinct;
        return ends == 1
                && (node instanceof WindowAggregate
                        || node instanceof GroupAggregate aggregate && aggregate.firingKey() >= 0
                        || node instanceof SessionWindow session && session.fires()
                        || node instanceof TopN top && top.firingKey() >= 0
                        || node instanceof Over over && over.firingKey() >= 0
                        || node instanceof Join join && join.fires()
                        || passesOn && node.inputs().stream().map(builder::node).allMatch(this::comeAtEnd));
    }

    /** A pair of rows meets in one bucket only: it tells no pairs apart. */
    private static List<List<Integer>> withoutBuckets(List<List<Integer>> uniqueKeys, JoinKeys keys, int lefts) {
        if (keys.buckets() < 0) {
            return uniqueKeys;
        }
        List<Integer> buckets =
                List.of(keys.left().get(keys.buckets()), lefts + keys.right().get(keys.buckets()));
        return UniqueKeys.tidy(uniqueKeys.stream()
                .map(key ->
                        key.stream().filter(column -> !buckets.contains(column)).toList())
                .toList());
    }

    /** Each row in the buckets from that of its time and {@code lowerMicros} to that of its time and {@code upperMicros}. */
    PhysicalNode timeBuckets(
            PhysicalNode input, int timeColumn, long bucketMicros, long lowerMicros, long upperMicros) {
        List<Field> fields = new ArrayList<>(input.rowType().fields());
        int place = fields.size();
        fields.add(new Field("time_bucket", input.rowType().type(timeColumn)));
        List<EventTimeColumn> times = new ArrayList<>(input.properties().eventTimes());
        EventTimes.at(times, timeColumn)
                .ifPresent(time -> times.add(new EventTimeColumn(
                        place, Bound.WINDOW_START, bucketMicros - lowerMicros - 1 - time.closedUpTo(0))));
        boolean oneEach = lowerMicros == upperMicros;
        List<List<Integer>> keys = input.properties().uniqueKeys().stream()
                .map(key -> oneEach ? key : with(key, place))
                .toList();
        NodeProperties properties = new NodeProperties(new RowType(fields), Changelogs.passedOn(input), keys, times);
        return builder.add(
                "buckets",
                TimeBuckets.class,
                id -> new TimeBuckets(id, input.id(), timeColumn, bucketMicros, lowerMicros, upperMicros, properties));
    }

    /** The window's end if it is there, otherwise its start. */
    private static int expiringKey(PhysicalNode left, List<Integer> leftKeys, List<EventTimeColumn> times) {
        int found = -1;
        for (EventTimeColumn time : times) {
            int key = time.column() < left.rowType().size() ? leftKeys.indexOf(time.column()) : -1;
            boolean isStart = time.bound() == Bound.WINDOW_START && time.windowSizeMicros() != EventTimeColumn.ANY_SIZE;
            if (key >= 0 && (time.bound() == Bound.WINDOW_END || (isStart && found < 0))) {
                found = key;
            }
        }
        return found;
    }

    private static Changelog joinChangelog(NodeId id, Join.Kind kind, PhysicalNode left, PhysicalNode right) {
        Changelog passedOn = Changelogs.passedOn(List.of(left, right));
        if (!passedOn.appendOnly()) {
            return passedOn;
        }
        return switch (kind) {
            case INNER, SEMI -> passedOn;
            case LEFT -> Changelog.updating("Join " + id + " takes back a row without a match when one arrives");
            case ANTI -> Changelog.updating("Join " + id + " takes back a row when a match arrives");
        };
    }

    PhysicalNode watermarkDelay(PhysicalNode input, long delayMicros) {
        NodeProperties given = input.properties();
        NodeProperties properties = new NodeProperties(
                input.rowType(),
                Changelogs.passedOn(input),
                given.uniqueKeys(),
                EventTimes.delayed(given.eventTimes(), delayMicros));
        return builder.add(
                "delay", WatermarkDelay.class, id -> new WatermarkDelay(id, input.id(), delayMicros, properties));
    }

    PhysicalNode distinct(PhysicalNode input) {
        List<List<Integer>> keys = new ArrayList<>(input.properties().uniqueKeys());
        keys.add(firstColumns(input.rowType().size()));
        NodeProperties properties = new NodeProperties(
                input.rowType(),
                Changelogs.passedOn(input),
                UniqueKeys.tidy(keys),
                input.properties().eventTimes());
        return builder.add("distinct", Distinct.class, id -> new Distinct(id, input.id(), properties));
    }

    PhysicalNode union(List<PhysicalNode> inputs, RowType rowType) {
        return union(inputs, rowType, List.of());
    }

    private PhysicalNode union(List<PhysicalNode> inputs, RowType rowType, List<List<Integer>> uniqueKeys) {
        NodeProperties properties =
                new NodeProperties(rowType, Changelogs.passedOn(inputs), uniqueKeys, EventTimes.united(inputs));
        List<NodeId> ids = inputs.stream().map(PhysicalNode::id).toList();
        return builder.add("union", UnionAll.class, id -> new UnionAll(id, ids, properties));
    }

    /** A left join united with the rows of its right side that have no match. */
    PhysicalNode fullJoin(PhysicalNode matched, PhysicalNode unmatched, RowType rowType, int lefts) {
        // NULLs stand beside rows without a match, so that only columns that hold no other NULL tell rows apart.
        List<List<Integer>> keys = matched.properties().uniqueKeys().stream()
                .filter(key -> key.stream().anyMatch(column -> column < lefts))
                .filter(key -> key.stream().anyMatch(column -> column >= lefts))
                .filter(key -> key.stream()
                        .allMatch(column -> column < lefts
                                ? !matched.rowType().type(column).nullable()
                                : !unmatched.rowType().type(column).nullable()))
                .toList();
        return union(List.of(matched, unmatched), rowType, keys);
    }

    PhysicalNode setOperation(List<PhysicalNode> inputs, SetOperation.Kind kind, boolean all, RowType rowType) {
        boolean intersects = kind == SetOperation.Kind.INTERSECT;
        List<List<Integer>> keys = new ArrayList<>();
        if (!all) {
            keys.add(firstColumns(rowType.size()));
        }
        // What comes out is part of the first input, in INTERSECT of every input.
        (intersects ? inputs : inputs.subList(0, 1))
                .forEach(input -> keys.addAll(input.properties().uniqueKeys()));
        List<EventTimeColumn> times = EventTimes.united(inputs);
        Changelog passedOn = Changelogs.passedOn(inputs);
        return builder.add("set", SetOperation.class, id -> {
            Changelog changelog = intersects || !passedOn.appendOnly()
                    ? passedOn
                    : Changelog.updating(
                            "Except " + id + " takes back a row when the same one arrives on another side");
            NodeProperties properties = new NodeProperties(rowType, changelog, UniqueKeys.tidy(keys), times);
            return new SetOperation(id, inputs.stream().map(PhysicalNode::id).toList(), kind, all, properties);
        });
    }

    PhysicalNode sort(PhysicalNode input, List<SortKey> keys, long offset, long fetch) {
        NodeProperties inputProperties = input.properties();
        NodeProperties properties = new NodeProperties(
                inputProperties.rowType(),
                Changelogs.passedOn(input),
                fetch == 1 ? List.of(List.of()) : inputProperties.uniqueKeys(),
                List.of());
        return builder.add("sort", Sort.class, id -> new Sort(id, input.id(), keys, offset, fetch, properties));
    }

    PhysicalNode topN(PhysicalNode input, TopNShape shape) {
        List<Field> fields = new ArrayList<>(input.rowType().fields());
        String rankName = shape.rankName();
        List<List<Integer>> keys = new ArrayList<>(input.properties().uniqueKeys());
        if (shape.rank() == TopN.Rank.ROW_NUMBER && shape.limit() - shape.offset() == 1) {
            keys.add(shape.partition());
        } else if (shape.rank() == TopN.Rank.ROW_NUMBER && rankName != null) {
            keys.add(with(shape.partition(), fields.size()));
        }
        if (rankName != null) {
            fields.add(new Field(rankName, DataType.of(TypeKind.BIGINT).notNull()));
        }
        RowType rowType = new RowType(fields);
        int firingKey = WindowKeys.end(input, shape.partition());
        List<EventTimeColumn> times = firingKey < 0
                ? EventTimes.among(input.properties().eventTimes(), shape.partition())
                : WindowKeys.atEnd(input, shape.partition(), firingKey);
        return builder.add("top", TopN.class, id -> {
            Changelog changelog = firingKey < 0
                    ? Changelog.updating("TopN " + id + " takes back rows that are overtaken")
                    : atWindowEnd("TopN " + id + " corrects its windows when rows come late");
            NodeProperties properties = new NodeProperties(rowType, changelog, UniqueKeys.tidy(keys), times);
            return new TopN(
                    id,
                    input.id(),
                    shape.partition(),
                    shape.order(),
                    shape.rank(),
                    shape.offset(),
                    shape.limit(),
                    rankName != null,
                    firingKey,
                    properties);
        });
    }

    PhysicalNode over(PhysicalNode input, List<Integer> partition, List<SortKey> order, List<OverCall> calls) {
        List<Field> fields = new ArrayList<>(input.rowType().fields());
        List<List<Integer>> keys = new ArrayList<>(input.properties().uniqueKeys());
        for (OverCall call : calls) {
            if (call.function() == OverFunction.ROW_NUMBER) {
                keys.add(with(partition, fields.size()));
            }
            fields.add(new Field(call.name(), call.type()));
        }
        RowType rowType = new RowType(fields);
        int firingKey = WindowKeys.end(input, partition);
        List<EventTimeColumn> times = firingKey < 0
                ? EventTimes.among(input.properties().eventTimes(), partition)
                : WindowKeys.atEnd(input, partition, firingKey);
        int timeColumn = firingKey < 0 ? OverTime.column(input, order, calls) : -1;
        return builder.add("over", Over.class, id -> {
            Changelog changelog = firingKey < 0
                    ? Changelog.updating("Over " + id + " takes back rows when others come before or behind them")
                    : atWindowEnd("Over " + id + " corrects its windows when rows come late");
            NodeProperties properties = new NodeProperties(rowType, changelog, UniqueKeys.tidy(keys), times);
            return new Over(id, input.id(), partition, order, calls, firingKey, timeColumn, properties);
        });
    }

    /** Of a node that gives what belongs to a window once the window has ended. */
    private Changelog atWindowEnd(String correction) {
        return limits.allowedLatenessMicros() > 0
                ? Changelog.updating(correction)
                : Changelog.appendOnly("each window is given once");
    }

    /** @param draft without id */
    PhysicalNode match(MatchRecognize draft) {
        return builder.add(
                "match",
                MatchRecognize.class,
                id -> new MatchRecognize(
                        id,
                        draft.input(),
                        draft.partitionKeys(),
                        draft.timeColumn(),
                        draft.order(),
                        draft.variables(),
                        draft.pattern(),
                        draft.arguments(),
                        draft.withinMicros(),
                        draft.afterMatch(),
                        draft.rowsPerMatch(),
                        draft.outputs(),
                        draft.properties()));
    }

    PhysicalNode collect(PhysicalNode input, RowType rowType) {
        NodeProperties properties = renamed(input, rowType);
        return builder.addNamed("collect", Collect.class, id -> new Collect(id, input.id(), properties));
    }

    PhysicalNode materialize(PhysicalNode input, RowType rowType, String view, List<Integer> key) {
        NodeProperties properties = renamed(input, rowType);
        return builder.addNamed(
                "materialize", Materialize.class, id -> new Materialize(id, input.id(), view, key, properties));
    }

    PhysicalNode sinkWrite(PhysicalNode input, RowType rowType, String connector, ConnectorTable table) {
        NodeProperties properties = renamed(input, rowType);
        return builder.addNamed(
                "sink", SinkWrite.class, id -> new SinkWrite(id, input.id(), connector, table, properties));
    }

    private static NodeProperties passedOn(PhysicalNode input) {
        return renamed(input, input.rowType());
    }

    private static NodeProperties renamed(PhysicalNode input, RowType rowType) {
        return new NodeProperties(
                rowType,
                Changelogs.passedOn(input),
                input.properties().uniqueKeys(),
                input.properties().eventTimes());
    }

    private static List<Integer> firstColumns(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Integer> with(List<Integer> key, int column) {
        List<Integer> longer = new ArrayList<>(key);
        longer.add(column);
        return longer;
    }
}
