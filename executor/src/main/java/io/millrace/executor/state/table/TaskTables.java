package io.millrace.executor.state.table;

import io.millrace.executor.state.KeyedState;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The tables of a task, by operator. */
final class TaskTables implements TaskState {
    private final StateStore store;
    private final Partition partition;
    private final CacheBudget budget;
    private final Map<String, OperatorTables> operators = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<FrozenChanges> unwritten = new ConcurrentLinkedQueue<>();

    TaskTables(StateStore store, Partition partition, CacheBudget budget) {
        this.store = store;
        this.partition = partition;
        this.budget = budget;
    }

    @Override
    public KeyedState operator(String node) {
        return operators.computeIfAbsent(node, name -> new OperatorTables(name, store, partition, budget));
    }

    @Override
    public Frozen freeze() {
        int number = budget.freeze();
        List<Changes> changes = new ArrayList<>();
        for (OperatorTables operator : operators.values()) {
            for (Table table : operator.tables()) {
                Changes ofTable = table.freeze(number);
                if (!ofTable.isEmpty()) {
                    changes.add(ofTable);
                }
            }
        }
        FrozenChanges frozen = new FrozenChanges(number, changes, store, budget, unwritten::remove);
        unwritten.add(frozen);
        return frozen;
    }

    @Override
    public boolean isAhead() {
        return budget.isAhead();
    }

    @Override
    public long memoryBytes() {
        long bytes = 0;
        for (FrozenChanges frozen : unwritten) {
            bytes += frozen.memoryBytes();
        }
        for (OperatorTables operator : operators.values()) {
            for (Table table : operator.tables()) {
                bytes += table.memoryBytes();
            }
        }
        return bytes;
    }

    /** The store is its opener's to close. */
    @Override
    public void close() {}
}
