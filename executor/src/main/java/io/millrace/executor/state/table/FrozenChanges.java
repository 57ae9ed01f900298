package io.millrace.executor.state.table;

import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;
import java.util.List;
import java.util.function.Consumer;

/** What one freeze of a task set aside. */
final class FrozenChanges implements TaskState.Frozen {
    private final int number;
    private List<Changes> changes;
    private final long memoryBytes;
    private final StateStore store;
    private final CacheBudget budget;
    private final Consumer<FrozenChanges> whenWritten;
    private boolean written;
    private boolean done;

    FrozenChanges(
            int number,
            List<Changes> changes,
            StateStore store,
            CacheBudget budget,
            Consumer<FrozenChanges> whenWritten) {
        this.number = number;
        this.changes = changes;
        this.memoryBytes = changes.stream().mapToLong(Changes::memoryBytes).sum();
        this.store = store;
        this.budget = budget;
        this.whenWritten = whenWritten;
    }

    long memoryBytes() {
        return memoryBytes;
    }

    @Override
    public synchronized void write() {
        if (written) {
            return;
        }
        for (Changes ofTable : changes) {
            ofTable.writeTo(store);
        }
        written = true;
        changes = List.of();
        whenWritten.accept(this);
        budget.written(number);
    }

    /** Also writes if nobody has: of a checkpoint given up, the next one needs the changes. */
    @Override
    public synchronized void snapshotTaken() {
        write();
        if (!done) {
            done = true;
            budget.snapshotTaken();
        }
    }
}
