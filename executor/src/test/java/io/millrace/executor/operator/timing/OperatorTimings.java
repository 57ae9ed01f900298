package io.millrace.executor.operator.timing;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.factory.Operators;
import io.millrace.executor.operator.harness.Aggregates;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.Standalone;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.WindowAggregate;
import io.millrace.plan.node.WindowSpec;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures operators alone over state in memory: nanoseconds of CPU time a row. Run with the test class path:
 * {@code java -cp … io.millrace.executor.operator.timing.OperatorTimings}.
 */
public final class OperatorTimings implements Output {
    private static final int BATCHES = 2_000;
    private static final int ROUNDS = 6;
    private static final int BATCHES_PER_EPOCH = 200;
    private static final DataType TIME = Plans.BIGINT.notNull();

    private long rowsOut;
    private Emission emission = () -> null;

    private OperatorTimings() {}

    public static void main(String[] arguments) {
        OperatorTimings timings = new OperatorTimings();
        List<String> wanted = Arrays.asList(arguments);
        if (wanted.isEmpty() || wanted.contains("group")) {
            timings.groupAggregate(false);
            timings.groupAggregate(true);
        }
        if (wanted.isEmpty() || wanted.contains("window")) {
            timings.windowAggregate("tumble 10 s", 10_000_000, 100);
            timings.windowAggregate("hop 10 s/2 s", 2_000_000, 100);
            timings.windowAggregate("hop 10 s/2 s, 10,000 keys", 2_000_000, 10_000);
        }
        if (wanted.isEmpty() || wanted.contains("join")) {
            timings.join();
        }
    }

    /** Count, sum, minimum and maximum of 600,000 distinct of 1 million keys, skewed. */
    private void groupAggregate(boolean updates) {
        RowType type = Plans.row(Plans.BIGINT.notNull(), Plans.BIGINT.notNull());
        AggregateCall[] calls = {
            Aggregates.countAll(),
            Aggregates.call(AggregateFunction.SUM, 1, type),
            Aggregates.call(AggregateFunction.MIN, 1, type),
            Aggregates.call(AggregateFunction.MAX, 1, type)
        };
        PhysicalNode input = Plans.appending(type);
        GroupAggregate node = new GroupAggregate(
                new NodeId("aggregate-1"),
                input.id(),
                List.of(0),
                List.of(calls),
                -1,
                Plans.properties(Plans.row(TIME, TIME, TIME, TIME, TIME)));
        Random random = new Random(1);
        List<RowBatch> batches = new ArrayList<>();
        for (int b = 0; b < BATCHES; b++) {
            long[] keys = new long[RowBatch.ROWS_TARGET];
            long[] values = new long[RowBatch.ROWS_TARGET];
            for (int i = 0; i < keys.length; i++) {
                double skewed = random.nextDouble();
                keys[i] = (long) (skewed * skewed * 1_000_000) * 0x9E3779B97F4A7C15L;
                values[i] = random.nextInt(1_000_000);
            }
            batches.add(RowBatch.of(keys.length, new LongColumn(keys, null), new LongColumn(values, null)));
        }
        String name = updates ? "group by, 1 M keys, barrier every 400 k rows" : "group by, 1 M keys, no barrier";
        measure(name, node, List.of(input), batches, updates ? BATCHES_PER_EPOCH : BATCHES, -1, !updates);
    }

    private void windowAggregate(String name, long slideMicros, int keyCount) {
        RowType type = Plans.row(TIME, Plans.BIGINT.notNull(), Plans.BIGINT.notNull());
        PhysicalNode input = Plans.appending(type, new EventTimeColumn(0, EventTimeColumn.Bound.ROW_TIME, 0));
        AggregateCall[] calls = {Aggregates.countAll(), Aggregates.call(AggregateFunction.SUM, 2, type)};
        WindowSpec.Kind kind = slideMicros == 10_000_000 ? WindowSpec.Kind.TUMBLE : WindowSpec.Kind.HOP;
        WindowAggregate node = new WindowAggregate(
                new NodeId("window-1"),
                input.id(),
                new WindowSpec(kind, 10_000_000, slideMicros, 0),
                0,
                List.of(1),
                List.of(calls),
                Plans.properties(Plans.row(TIME, TIME, TIME, TIME, TIME)));
        Random random = new Random(1);
        List<RowBatch> batches = new ArrayList<>();
        long time = 0;
        for (int b = 0; b < BATCHES; b++) {
            long[] times = new long[RowBatch.ROWS_TARGET];
            long[] keys = new long[RowBatch.ROWS_TARGET];
            long[] values = new long[RowBatch.ROWS_TARGET];
            for (int i = 0; i < keys.length; i++) {
                time += 20; // 50,000 rows a second of event time
                times[i] = time - random.nextInt(1_000);
                keys[i] = random.nextInt(keyCount);
                values[i] = random.nextInt(1_000_000);
            }
            batches.add(RowBatch.of(
                    keys.length,
                    new LongColumn(times, null),
                    new LongColumn(keys, null),
                    new LongColumn(values, null)));
        }
        measure(name + ", " + keyCount + " keys", node, List.of(input), batches, 25, 0, false);
    }

    /** Each row finds one row of a side of 500,000. */
    private void join() {
        RowType type = Plans.row(Plans.BIGINT.notNull(), Plans.BIGINT.notNull());
        PhysicalNode input = Plans.appending(type);
        Join node = new Join(
                new NodeId("join-1"),
                input.id(),
                input.id(),
                Join.Kind.INNER,
                List.of(0),
                List.of(0),
                List.of(false),
                null,
                -1,
                false,
                Plans.properties(Plans.row(TIME, TIME, TIME, TIME)));
        Random random = new Random(1);
        for (int round = 0; round < 8; round++) {
            try (Standalone context = Standalone.open(node.id());
                    Operator operator = Operators.create(node, List.of(input, input), context)) {
                long rows = 0;
                long start = cpuNanos();
                for (int side = 1; side >= 0; side--) {
                    long next = 0;
                    for (int b = 0; b < 244; b++) {
                        long[] keys = new long[RowBatch.ROWS_TARGET];
                        for (int i = 0; i < keys.length; i++) {
                            keys[i] = side == 1 ? next++ : random.nextInt(499_712);
                        }
                        LongColumn column = new LongColumn(keys, null);
                        operator.process(side, RowBatch.of(keys.length, column, column), this);
                        drain();
                        rows += keys.length;
                    }
                    operator.epoch(new Epoch(side, 0, false, false), this);
                    drain();
                }
                report("inner join, 500 k rows a side", cpuNanos() - start, rows);
            }
        }
    }

    private void measure(
            String name,
            PhysicalNode node,
            List<PhysicalNode> inputs,
            List<RowBatch> batches,
            int batchesPerEpoch,
            int timeColumn,
            boolean warm) {
        for (int round = 0; round < ROUNDS; round++) {
            try (Standalone context = Standalone.open(node.id());
                    Operator operator = Operators.create(node, inputs, context)) {
                rowsOut = 0;
                if (warm) {
                    run(operator, batches, batchesPerEpoch, timeColumn);
                }
                long start = cpuNanos();
                long rows = run(operator, batches, batchesPerEpoch, timeColumn);
                long nanos = cpuNanos() - start;
                if (round >= ROUNDS / 2) {
                    report(name, nanos, rows);
                }
            }
        }
    }

    private long run(Operator operator, List<RowBatch> batches, int batchesPerEpoch, int timeColumn) {
        long rows = 0;
        int number = 0;
        for (RowBatch batch : batches) {
            operator.process(0, batch, this);
            drain();
            rows += batch.rows();
            if (++number % batchesPerEpoch == 0) {
                if (timeColumn >= 0) {
                    long[] times = ((LongColumn) batch.column(timeColumn)).values();
                    operator.watermark(times[times.length - 1] - 1_000, this);
                    drain();
                }
                operator.epoch(new Epoch(number, number, false, false), this);
                drain();
            }
        }
        return rows;
    }

    private void report(String name, long nanos, long rows) {
        System.out.printf(Locale.ROOT, "%-50s %6.1f ns/row, %,d rows out%n", name, (double) nanos / rows, rowsOut);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void emit(RowBatch batch) {
        rowsOut += batch.rows();
    }

    @Override
    public void emit(Emission handedOver) {
        emission = handedOver;
    }

    private void drain() {
        for (RowBatch batch = emission.next(); batch != null; batch = emission.next()) {
            emit(batch);
        }
        emission = () -> null;
    }
}
