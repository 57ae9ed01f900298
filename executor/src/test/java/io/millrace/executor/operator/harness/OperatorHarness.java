package io.millrace.executor.operator.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.executor.operator.Epoch;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.TimeLimits;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.key.KeyGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A script for one operator: rows, watermarks and barriers go in, the net changes of each epoch are expected. {@link #run}
 * plays it with batches of several sizes, with and without selections, with the operator made anew over restored state
 * between epochs, at parallelism 1 and 3.
 */
public final class OperatorHarness {
    private final PhysicalNode node;
    private final List<PhysicalNode> inputs;
    private final List<Step> steps = new ArrayList<>();
    private int @Nullable [] @Nullable [] partitionColumns;
    private TimeLimits limits = TimeLimits.NONE;
    private @Nullable Circumstances circumstances;

    private interface Step {
        void play(Tasks tasks);
    }

    public OperatorHarness(PhysicalNode node, PhysicalNode... inputs) {
        this.node = node;
        this.inputs = List.of(inputs);
    }

    /** Columns of each input by which rows go to tasks; without it there is one task. */
    public OperatorHarness partitionedBy(int[]... columns) {
        partitionColumns = columns;
        return this;
    }

    /** Those of the operator's query. */
    public OperatorHarness limits(TimeLimits newLimits) {
        limits = newLimits;
        return this;
    }

    public OperatorHarness input(Change... changes) {
        return input(0, Arrays.asList(changes));
    }

    public OperatorHarness left(Change... changes) {
        return input(0, Arrays.asList(changes));
    }

    public OperatorHarness right(Change... changes) {
        return input(1, Arrays.asList(changes));
    }

    public OperatorHarness input(int input, List<Change> changes) {
        List<Change> copy = List.copyOf(changes);
        steps.add(tasks -> tasks.input(input, copy));
        return this;
    }

    public OperatorHarness watermark(long micros) {
        steps.add(tasks -> tasks.each(running -> running.watermark(micros)));
        return this;
    }

    public OperatorHarness endOfInput() {
        for (int input = 0; input < inputs.size(); input++) {
            int ended = input;
            steps.add(tasks -> tasks.each(running -> running.endOfInput(ended)));
        }
        return this;
    }

    /** The barrier, behind which the epoch's net changes are these, in any order. */
    public OperatorHarness expect(Change... changes) {
        return expect(Arrays.asList(changes));
    }

    public OperatorHarness expect(List<Change> changes) {
        Map<List<@Nullable Object>, Integer> expected = net(changes);
        steps.add(tasks -> {
            List<Change> actual = tasks.epoch();
            assertThat(net(actual))
                    .as("%s, epoch %s", circumstances, tasks.epochs)
                    .isEqualTo(expected);
        });
        return this;
    }

    /** As {@link #expect}; besides, no row may be both inserted and deleted. */
    public OperatorHarness expectNet(Change... changes) {
        Map<List<@Nullable Object>, Integer> expected = net(Arrays.asList(changes));
        int rows = changes.length;
        steps.add(tasks -> {
            List<Change> actual = tasks.epoch();
            assertThat(net(actual))
                    .as("%s, epoch %s", circumstances, tasks.epochs)
                    .isEqualTo(expected);
            assertThat(actual).hasSize(rows);
        });
        return this;
    }

    public OperatorHarness expectNothing() {
        return expectNet();
    }

    /** The barrier, behind which exactly these rows came in this order. */
    public OperatorHarness expectInOrder(Change... changes) {
        steps.add(tasks -> assertThat(tasks.epoch()).as("%s", circumstances).containsExactly(changes));
        return this;
    }

    /** The barrier; what came is added to a list. */
    public OperatorHarness collect(List<Change> seen) {
        steps.add(tasks -> seen.addAll(tasks.epoch()));
        return this;
    }

    /** Entries of heap state behind the last barrier, at parallelism 1. */
    public OperatorHarness expectEntries(int entries) {
        steps.add(tasks -> {
            if (tasks.home.entries() >= 0) {
                assertThat(tasks.home.entries()).as("%s", circumstances).isEqualTo(entries);
            }
        });
        return this;
    }

    /** As {@link #expectEntries}: not more than these. */
    public OperatorHarness expectEntriesAtMost(int entries) {
        steps.add(tasks ->
                assertThat(tasks.home.entries()).as("%s", circumstances).isLessThanOrEqualTo(entries));
        return this;
    }

    /** The barrier, behind which so many rows came. */
    public OperatorHarness expectSize(int rows) {
        steps.add(tasks -> assertThat(tasks.epoch()).as("%s", circumstances).hasSize(rows));
        return this;
    }

    public void run() {
        run(Circumstances.all(partitionColumns != null));
    }

    /** As {@link #run}, and with state on disk. */
    public void runOnDiskToo() {
        run();
        run(Circumstances.onDisk(partitionColumns != null));
    }

    private void run(List<Circumstances> list) {
        for (Circumstances each : list) {
            circumstances = each;
            try (Tasks tasks = new Tasks(each)) {
                steps.forEach(step -> step.play(tasks));
            } catch (RuntimeException e) {
                fail("under " + each, e);
            }
        }
    }

    /** Runs once, without wrapping errors. */
    public void runOnce() {
        runOnceWithBatchesOf(1);
    }

    public void runOnceWithBatchesOf(int rows) {
        circumstances = new Circumstances(rows, false, false, 1, StateKind.HEAP);
        try (Tasks tasks = new Tasks(circumstances)) {
            steps.forEach(step -> step.play(tasks));
        }
    }

    /** Changes summed up by row; rows with 0 are absent. */
    public static Map<List<@Nullable Object>, Integer> net(List<Change> changes) {
        Map<List<@Nullable Object>, Integer> net = new HashMap<>();
        for (Change change : changes) {
            net.merge(change.values(), change.weight(), Integer::sum);
        }
        net.values().removeIf(weight -> weight == 0);
        return net;
    }

    /** The tasks of one run. */
    private final class Tasks implements AutoCloseable {
        private final Circumstances under;
        private final StateHome home;
        private final List<RunningOperator> running = new ArrayList<>();
        private int epochs;

        Tasks(Circumstances under) {
            this.under = under;
            home = StateHome.open(under);
            start(under.parallelism());
        }

        private void start(int parallelism) {
            running.clear();
            for (int task = 0; task < parallelism; task++) {
                running.add(new RunningOperator(node, inputs, task, parallelism, home.state(task), epochs, limits));
            }
        }

        @Override
        public void close() {
            each(RunningOperator::close);
            home.close();
        }

        interface Action {
            void on(RunningOperator operator);
        }

        void each(Action action) {
            running.forEach(action::on);
        }

        void input(int input, List<Change> changes) {
            for (int from = 0; from < changes.size(); ) {
                int to = (int) Math.min(changes.size(), (long) from + under.batchRows());
                RowBatch batch = Batches.of(inputs.get(input).rowType(), changes.subList(from, to), under.selects());
                distribute(input, batch);
                from = to;
            }
        }

        private void distribute(int input, RowBatch batch) {
            if (partitionColumns == null || running.size() == 1) {
                running.get(0).process(input, batch);
                return;
            }
            int[] hashes = new int[batch.rows()];
            KeyGroups.hash(batch, partitionColumns[input], hashes);
            for (int task = 0; task < running.size(); task++) {
                int[] selection = new int[batch.rows()];
                int count = 0;
                for (int i = 0; i < batch.rows(); i++) {
                    int group = KeyGroups.ofHash(hashes[i], KeyGroups.COUNT_DEFAULT);
                    if (KeyGroups.task(group, KeyGroups.COUNT_DEFAULT, running.size()) == task) {
                        selection[count++] = batch.row(i);
                    }
                }
                if (count > 0) {
                    running.get(task).process(input, batch.select(selection, count));
                }
            }
        }

        List<Change> epoch() {
            epochs++;
            Epoch epoch = new Epoch(epochs, epochs * 100_000L, true, false);
            List<Change> changes = new ArrayList<>();
            for (RunningOperator operator : running) {
                operator.epoch(epoch);
                changes.addAll(operator.takeOutput());
            }
            if (under.restores()) {
                each(RunningOperator::close);
                start(home.restart(epochs));
            } else if (epochs % 2 == 0) {
                home.checkpoint();
            }
            return changes;
        }
    }
}
