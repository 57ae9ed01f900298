package io.millrace.executor.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinTest {
    private static final RowType ROWS = RowType.of(new Field("k", DataType.of(TypeKind.INTEGER)));
    private static final int EPOCHS = 20_000;

    @TempDir
    Path directory;

    private static RowBatch row(int key) {
        BatchBuilder builder = new BatchBuilder(ROWS);
        builder.ints(0).append(key);
        builder.endRow();
        return builder.build();
    }

    private static long rows(PinnedView view) {
        long rows = 0;
        try (RelationView.RowCursor cursor = view.rows()) {
            boolean more = true;
            while (more) {
                BatchBuilder builder = new BatchBuilder(ROWS);
                more = cursor.read(builder);
                rows += builder.rows();
            }
        }
        return rows;
    }

    /** The row comes with each odd epoch and goes with the next one; folds run on a thread of their own, as checkpoints do. */
    @Test
    void anEpochThatAFoldLeavesBehindIsNotPinnedAndNeverAnError() {
        StateStore store = MemoryBackend.memory().open(directory, null);
        Relation relation = new Relation("r", ROWS, List.of(0), store, "map", 0, Long.MIN_VALUE, List.of());
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> folds = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                relation.fold(relation.epoch());
                relation.forgetFolded();
            }
        });
        CompletableFuture<Integer> reads = CompletableFuture.supplyAsync(() -> {
            int pinned = 0;
            while (!done.get()) {
                long epoch = relation.epoch();
                PinnedView view = relation.tryPin(epoch);
                if (view != null) {
                    pinned++;
                    assertThat(rows(view)).as("rows at epoch " + epoch).isEqualTo(epoch % 2);
                    view.close();
                }
            }
            return pinned;
        });
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            RowBatch row = row(7);
            relation.publish(
                    epoch,
                    List.of(epoch % 2 == 1 ? row : new RowBatch(row.columns(), 1, null, new byte[] {-1})),
                    Long.MIN_VALUE);
        }
        done.set(true);
        folds.join();
        assertThat(reads.join()).isPositive();
    }
}
