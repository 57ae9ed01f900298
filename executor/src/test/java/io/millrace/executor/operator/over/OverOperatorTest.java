package io.millrace.executor.operator.over;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.OverFrame;
import io.millrace.plan.node.OverFrame.Bound;
import io.millrace.plan.node.OverFrame.Exclusion;
import io.millrace.plan.node.OverFrame.Kind;
import io.millrace.plan.node.OverFrame.Unit;
import io.millrace.plan.node.OverFunction;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.node.TimeLimits;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverOperatorTest {
    /** Partition, order, a whole number, a DOUBLE. */
    static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT, Plans.DOUBLE);

    private static final SortKey ASCENDING = new SortKey(1, false, false);

    private static final EventTimeColumn TIME = new EventTimeColumn(1, EventTimeColumn.Bound.ROW_TIME, 0);

    static OverCall call(OverFunction function, OverFrame frame, DataType type, long number, int... arguments) {
        List<Integer> columns = Arrays.stream(arguments).boxed().toList();
        return new OverCall(
                function,
                columns,
                columns.stream().map(TYPE::type).toList(),
                number,
                false,
                frame,
                type,
                function.name());
    }

    static OverFrame frame(Unit unit, Kind start, long startOffset, Kind end, long endOffset) {
        return new OverFrame(unit, bound(start, startOffset), bound(end, endOffset), Exclusion.NO_OTHERS);
    }

    private static Bound bound(Kind kind, long offset) {
        boolean has = kind == Kind.PRECEDING || kind == Kind.FOLLOWING;
        return new Bound(kind, has ? Literal.of(Plans.BIGINT, offset) : null);
    }

    static OperatorHarness harness(PhysicalNode input, boolean partitioned, SortKey key, OverCall... calls) {
        List<Field> fields = new ArrayList<>(TYPE.fields());
        for (OverCall call : calls) {
            fields.add(new Field(call.name(), call.type()));
        }
        Over node = new Over(
                new NodeId("over-1"),
                input.id(),
                partitioned ? List.of(0) : List.of(),
                List.of(key),
                List.of(calls),
                -1,
                timeColumn(input),
                Plans.properties(new RowType(fields)));
        OperatorHarness harness = new OperatorHarness(node, input);
        return partitioned ? harness.partitionedBy(new int[] {0}) : harness;
    }

    private static int timeColumn(PhysicalNode input) {
        return input.properties().eventTimes().stream()
                .mapToInt(EventTimeColumn::column)
                .findFirst()
                .orElse(-1);
    }

    @Test
    void numbersRowsAnewWhenOneComesBetween() {
        harness(
                        Plans.appending(TYPE),
                        true,
                        ASCENDING,
                        call(OverFunction.ROW_NUMBER, OverFrame.PARTITION, Plans.BIGINT.notNull(), 0))
                .input(insert("a", 1L, 1L, 0.5), insert("a", 3L, 1L, 0.5), insert("b", 3L, 1L, 0.5))
                .expectNet(insert("a", 1L, 1L, 0.5, 1L), insert("a", 3L, 1L, 0.5, 2L), insert("b", 3L, 1L, 0.5, 1L))
                .input(insert("a", 2L, 1L, 0.5))
                .expectNet(delete("a", 3L, 1L, 0.5, 2L), insert("a", 2L, 1L, 0.5, 2L), insert("a", 3L, 1L, 0.5, 3L))
                .runOnDiskToo();
    }

    @Test
    void sumsOfDoublesLeaveNothingBehind() {
        OverFrame last = frame(Unit.ROWS, Kind.PRECEDING, 1, Kind.CURRENT_ROW, 0);
        harness(
                        Plans.updating(TYPE),
                        true,
                        ASCENDING,
                        call(OverFunction.SUM, last, Plans.DOUBLE, 0, 3),
                        call(OverFunction.AVG, last, Plans.DOUBLE, 0, 3))
                .input(
                        insert("a", 1L, 1L, 1e300),
                        insert("a", 2L, 1L, 0.1),
                        insert("a", 3L, 1L, 0.2),
                        insert("a", 4L, 1L, Double.POSITIVE_INFINITY),
                        insert("a", 5L, 1L, 1.0),
                        insert("a", 6L, 1L, null),
                        insert("a", 7L, 1L, -0.7))
                .expectNet(
                        insert("a", 1L, 1L, 1e300, 1e300, 1e300),
                        insert("a", 2L, 1L, 0.1, 1e300, 5e299),
                        insert("a", 3L, 1L, 0.2, 0.1 + 0.2, 0.15000000000000002),
                        insert(
                                "a",
                                4L,
                                1L,
                                Double.POSITIVE_INFINITY,
                                Double.POSITIVE_INFINITY,
                                Double.POSITIVE_INFINITY),
                        insert("a", 5L, 1L, 1.0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
                        insert("a", 6L, 1L, null, 1.0, 1.0),
                        insert("a", 7L, 1L, -0.7, -0.7, -0.7))
                .input(delete("a", 4L, 1L, Double.POSITIVE_INFINITY))
                .expectNet(
                        delete(
                                "a",
                                4L,
                                1L,
                                Double.POSITIVE_INFINITY,
                                Double.POSITIVE_INFINITY,
                                Double.POSITIVE_INFINITY),
                        delete("a", 5L, 1L, 1.0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
                        insert("a", 5L, 1L, 1.0, 1.2, 0.6))
                .run();
    }

    @Test
    void reportsASumOutOfRange() {
        OperatorHarness harness = harness(
                        Plans.updating(TYPE),
                        true,
                        ASCENDING,
                        call(OverFunction.SUM, OverFrame.PARTITION, Plans.BIGINT, 0, 2))
                .input(insert("a", 1L, Long.MAX_VALUE, 1.0), insert("a", 2L, 1L, 1.0))
                .expect();
        assertThatThrownBy(harness::runOnce)
                .hasMessageContaining("9223372036854775808")
                .hasMessageContaining("SUM");
    }

    @Test
    void agreesWithPlainComputation() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        for (int run = 0; run < 15; run++) {
            boolean deletes = random.nextBoolean();
            boolean partitioned = random.nextBoolean();
            SortKey key = new SortKey(1, random.nextBoolean(), random.nextBoolean());
            OverCall[] calls = new OverCall[1 + random.nextInt(4)];
            boolean near = run % 2 == 0;
            for (int i = 0; i < calls.length; i++) {
                do {
                    calls[i] = randomCall(random);
                } while (near && !looksNear(calls[i]));
            }
            PhysicalNode input = deletes ? Plans.updating(TYPE) : Plans.appending(TYPE);
            OperatorHarness harness = harness(input, partitioned, key, calls);
            RandomChanges changes = new RandomChanges(random, deletes, () -> row(random));
            PlainOver plain = new PlainOver(partitioned, key, List.of(calls));
            Map<List<@Nullable Object>, Integer> shown = Map.of();
            for (int epoch = 0; epoch < 8; epoch++) {
                harness.input(
                        0,
                        epoch == 6 && deletes ? changes.clear() : changes.next(1 + random.nextInt(epoch < 3 ? 20 : 4)));
                Map<List<@Nullable Object>, Integer> expected = plain.compute(changes.relation());
                harness.expect(RandomChanges.difference(shown, expected));
                shown = expected;
            }
            if (run % 10 == 0) {
                harness.runOnDiskToo();
            } else {
                harness.run();
            }
        }
    }

    /** Ranks, running totals and what looks a few rows back or ahead, over partitions that mostly grow at their end. */
    @Test
    void goesOnAtTheEndOfLongPartitions() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        for (int run = 0; run < 12; run++) {
            OverCall[] calls = new OverCall[1 + random.nextInt(3)];
            for (int i = 0; i < calls.length; i++) {
                do {
                    calls[i] = randomCall(random);
                } while (calls[i].isUnlimited());
            }
            SortKey key = new SortKey(1, run % 3 == 2, false);
            boolean deletes = run % 2 == 0;
            OperatorHarness harness = harness(deletes ? Plans.updating(TYPE) : Plans.appending(TYPE), true, key, calls);
            PlainOver plain = new PlainOver(true, key, List.of(calls));
            Map<List<@Nullable Object>, Integer> relation = new HashMap<>();
            Map<List<@Nullable Object>, Integer> shown = Map.of();
            long last = 0;
            for (int epoch = 0; epoch < 24; epoch++) {
                List<Change> changes = new ArrayList<>();
                for (int i = epoch == 20 && deletes ? 0 : random.nextInt(14); i > 0; i--) {
                    last += random.nextInt(3);
                    boolean late = random.nextInt(60) == 0;
                    long time = late ? random.nextInt((int) last + 1) : last;
                    List<@Nullable Object> row = row(random);
                    row.set(0, "k" + random.nextInt(2));
                    row.set(1, run % 3 == 2 ? -time : time);
                    changes.add(new Change(1, row));
                }
                if (deletes && random.nextInt(3) == 0) {
                    relation.forEach((row, copies) -> {
                        if (random.nextInt(30) == 0) {
                            changes.add(new Change(-1, row));
                        }
                    });
                }
                changes.forEach(change -> relation.merge(change.values(), change.weight(), Integer::sum));
                relation.values().removeIf(copies -> copies == 0);
                harness.input(0, changes);
                Map<List<@Nullable Object>, Integer> expected = plain.compute(relation);
                harness.expect(RandomChanges.difference(shown, expected));
                shown = expected;
            }
            if (run < 2) {
                harness.runOnDiskToo();
            } else {
                harness.run();
            }
        }
    }

    /** Rows come in the order of time, some behind others, none behind the watermark; what is forgotten never shows. */
    @Test
    void forgetsWhatTheWatermarkHasPassed() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        for (int run = 0; run < 16; run++) {
            OverCall[] calls = new OverCall[1 + random.nextInt(3)];
            for (int i = 0; i < calls.length; i++) {
                do {
                    calls[i] = randomCall(random);
                } while (calls[i].isUnlimited() || run % 2 == 0 && calls[i].isTotal());
            }
            boolean partitioned = run % 4 != 3;
            OperatorHarness harness = harness(Plans.appending(TYPE, TIME), partitioned, ASCENDING, calls);
            long lateness = run % 3 == 2 ? 4 : 0;
            harness.limits(new TimeLimits(lateness, false, 0));
            PlainOver plain = new PlainOver(partitioned, ASCENDING, List.of(calls));
            Map<List<@Nullable Object>, Integer> relation = new HashMap<>();
            Map<List<@Nullable Object>, Integer> shown = Map.of();
            long watermark = 0;
            for (int epoch = 0; epoch < 24; epoch++) {
                List<Change> changes = new ArrayList<>();
                for (int i = epoch == 20 ? 0 : random.nextInt(14); i > 0; i--) {
                    List<@Nullable Object> row = row(random);
                    boolean hasNoTime = random.nextInt(20) == 0;
                    row.set(1, hasNoTime ? null : (Long) (watermark - lateness + random.nextInt(8 + (int) lateness)));
                    changes.add(new Change(1, row));
                }
                changes.forEach(change -> relation.merge(change.values(), change.weight(), Integer::sum));
                harness.input(0, changes);
                if (random.nextInt(3) > 0) {
                    watermark += epoch == 20 ? 40 : random.nextInt(6);
                    harness.watermark(watermark);
                }
                Map<List<@Nullable Object>, Integer> expected = plain.compute(relation);
                harness.expect(RandomChanges.difference(shown, expected));
                shown = expected;
            }
            if (run < 2) {
                harness.runOnDiskToo();
            } else {
                harness.run();
            }
        }
    }

    /** A row that changes by its distance from another one looks back at rows that are further away. */
    @Test
    void functionsByRowsAndByDistanceGoTogether() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        OverCall[] calls = {
            call(OverFunction.LAG, OverFrame.PARTITION, Plans.BIGINT, 1, 2),
            call(OverFunction.SUM, frame(Unit.RANGE, Kind.CURRENT_ROW, 0, Kind.FOLLOWING, 5), Plans.BIGINT, 0, 2)
        };
        OperatorHarness harness = harness(Plans.updating(TYPE), true, ASCENDING, calls);
        PlainOver plain = new PlainOver(true, ASCENDING, List.of(calls));
        Map<List<@Nullable Object>, Integer> relation = new HashMap<>();
        Map<List<@Nullable Object>, Integer> shown = Map.of();
        for (int epoch = 0; epoch < 8; epoch++) {
            List<Change> changes = new ArrayList<>();
            for (int i = epoch == 0 ? 40 : 1; i > 0; i--) {
                changes.add(insert("a", (long) random.nextInt(40), (long) random.nextInt(100), 0.0));
            }
            changes.forEach(change -> relation.merge(change.values(), change.weight(), Integer::sum));
            harness.input(0, changes);
            Map<List<@Nullable Object>, Integer> expected = plain.compute(relation);
            harness.expect(RandomChanges.difference(shown, expected));
            shown = expected;
        }
        harness.run();
    }

    private static OperatorHarness growing(OverCall... calls) {
        OperatorHarness harness = harness(Plans.appending(TYPE, TIME), true, ASCENDING, calls);
        for (long epoch = 0; epoch < 200; epoch++) {
            List<Change> changes = new ArrayList<>();
            for (long time = epoch * 10; time < epoch * 10 + 10; time++) {
                changes.add(insert("a", time, 1L, 0.5));
            }
            harness.input(0, changes).watermark(epoch * 10 + 5);
            harness.expectSize(10);
        }
        return harness;
    }

    @Test
    void keepsOnlyWhatFramesReach() {
        // Rows not passed, and as many again until the partition is looked at; the partition itself and when to look at
        // it.
        growing(call(OverFunction.SUM, frame(Unit.ROWS, Kind.PRECEDING, 3, Kind.CURRENT_ROW, 0), Plans.BIGINT, 0, 2))
                .expectEntriesAtMost(20 + 3 + 2)
                .watermark(1_000_000)
                .expectNothing()
                .expectEntries(3 + 1)
                .run();
        growing(call(OverFunction.SUM, frame(Unit.RANGE, Kind.PRECEDING, 7, Kind.CURRENT_ROW, 0), Plans.BIGINT, 0, 2))
                .expectEntriesAtMost(20 + 7 + 2)
                .watermark(1_000_000)
                .expectNothing()
                .expectEntries(0)
                .run();
    }

    @Test
    void keepsOnlyWhatRunningTotalsHaveComeTo() {
        growing(
                        call(OverFunction.ROW_NUMBER, OverFrame.PARTITION, Plans.BIGINT.notNull(), 0),
                        call(
                                OverFunction.MAX,
                                frame(Unit.RANGE, Kind.UNBOUNDED_PRECEDING, 0, Kind.CURRENT_ROW, 0),
                                Plans.DOUBLE,
                                0,
                                3))
                .expectEntriesAtMost(20 + 2)
                .watermark(1_000_000)
                .expectNothing()
                .expectEntries(1)
                .input(insert("a", 1_000_000L, 1L, 0.25))
                .expectNet(insert("a", 1_000_000L, 1L, 0.25, 2001L, 0.5))
                .run();
    }

    @Test
    void rowsForgottenMakeNoSumOverflow() {
        harness(
                        Plans.appending(TYPE, TIME),
                        true,
                        ASCENDING,
                        call(
                                OverFunction.SUM,
                                frame(Unit.ROWS, Kind.PRECEDING, 1, Kind.FOLLOWING, 1),
                                Plans.BIGINT,
                                0,
                                2))
                .input(
                        insert("a", 1L, -Long.MAX_VALUE, 0.0),
                        insert("a", 2L, Long.MAX_VALUE, 0.0),
                        insert("a", 3L, 10L, 0.0),
                        insert("a", 4L, -20L, 0.0))
                .watermark(5)
                .expect(
                        insert("a", 1L, -Long.MAX_VALUE, 0.0, 0L),
                        insert("a", 2L, Long.MAX_VALUE, 0.0, 10L),
                        insert("a", 3L, 10L, 0.0, Long.MAX_VALUE - 10),
                        insert("a", 4L, -20L, 0.0, -10L))
                .input(insert("a", 5L, 1L, 0.0))
                .expect(
                        delete("a", 4L, -20L, 0.0, -10L),
                        insert("a", 4L, -20L, 0.0, -9L),
                        insert("a", 5L, 1L, 0.0, -19L))
                .run();
    }

    private static List<@Nullable Object> row(Random random) {
        return Arrays.asList(
                random.nextInt(5) == 0 ? null : "k" + random.nextInt(2),
                random.nextInt(8) == 0 ? null : (Long) (random.nextInt(12) - 4L),
                random.nextInt(5) == 0 ? null : (Long) (random.nextInt(9) - 4L),
                random.nextInt(5) == 0 ? null : (Double) (random.nextInt(9) * 0.1 - 0.3));
    }

    private static OverCall randomCall(Random random) {
        OverFunction function = OverFunction.values()[random.nextInt(OverFunction.values().length)];
        int argument = 2 + random.nextInt(2);
        boolean ignoresNulls = random.nextBoolean();
        OverFrame frame = function.framed() ? randomFrame(random) : OverFrame.PARTITION;
        long number = 0;
        DataType type = TYPE.type(argument);
        List<Integer> arguments = List.of(argument);
        switch (function) {
            case ROW_NUMBER, RANK, DENSE_RANK -> {
                arguments = List.of();
                type = Plans.BIGINT.notNull();
            }
            case PERCENT_RANK, CUME_DIST -> {
                arguments = List.of();
                type = Plans.DOUBLE.notNull();
            }
            case NTILE -> {
                arguments = List.of();
                type = Plans.BIGINT.notNull();
                number = 1L + random.nextInt(5);
            }
            case LAG, LEAD -> {
                number = random.nextInt(4);
                arguments = random.nextBoolean() && argument == 2 ? List.of(2, 1) : arguments;
            }
            case NTH_VALUE -> number = 1L + random.nextInt(4);
            case COUNT -> {
                arguments = random.nextBoolean() ? List.of() : arguments;
                type = Plans.BIGINT.notNull();
            }
            case AVG -> type = Plans.DOUBLE;
            case FIRST_VALUE, LAST_VALUE, SUM, MIN, MAX -> {}
            case AGGREGATE -> {
                return randomAggregate(random, frame);
            }
        }
        return new OverCall(
                function,
                arguments,
                arguments.stream().map(TYPE::type).toList(),
                number,
                ignoresNulls && !function.name().matches("COUNT|SUM|AVG|MIN|MAX"),
                frame,
                type,
                function.name());
    }

    /** One of all values, or one of accumulators. */
    private static OverCall randomAggregate(Random random, OverFrame frame) {
        boolean joins = random.nextBoolean();
        int argument = joins ? 0 : 2;
        DataType type = TYPE.type(argument);
        AggregateCall call = new AggregateCall(
                joins ? AggregateFunction.LISTAGG : AggregateFunction.BIT_XOR,
                argument,
                type,
                false,
                -1,
                false,
                type,
                "aggregate",
                List.of(),
                joins ? Literal.ofText(DataType.of(TypeKind.VARCHAR), "-") : null);
        return OverCall.of(call, frame, type);
    }

    /** Whether a function looks only so far. */
    private static boolean looksNear(OverCall call) {
        if (call.function() == OverFunction.LAG || call.function() == OverFunction.LEAD) {
            return !call.ignoresNulls();
        }
        return call.function().framed()
                && call.frame().start().kind() != Kind.UNBOUNDED_PRECEDING
                && call.frame().end().kind() != Kind.UNBOUNDED_FOLLOWING;
    }

    private static OverFrame randomFrame(Random random) {
        Unit unit = Unit.values()[random.nextInt(Unit.values().length)];
        while (true) {
            Kind start = Kind.values()[random.nextInt(4)];
            Kind end = Kind.values()[1 + random.nextInt(4)];
            if (start.compareTo(end) <= 0) {
                OverFrame frame = frame(unit, start, random.nextInt(4), end, random.nextInt(4));
                Exclusion exclusion = Exclusion.values()[random.nextInt(Exclusion.values().length)];
                return random.nextInt(3) == 0 ? new OverFrame(unit, frame.start(), frame.end(), exclusion) : frame;
            }
        }
    }
}
