package io.millrace.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.clock.SystemClock;
import io.millrace.executor.engine.QueryTuning.CheckpointMode;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.query.CompiledOperators;
import io.millrace.executor.query.OperatorFactory;
import io.millrace.executor.state.StateBackends;
import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.executor.state.rocksdb.RocksBackend;
import io.millrace.executor.storage.LocalStorage;
import io.millrace.executor.task.WorkerScheduler;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of a view whose operator stands still while rows and barriers queue before it. */
@Timeout(120)
class UnalignedCheckpointTest {
    private static final CatalogObject SUMS =
            TestDatabase.view("public.sums", "public.t", TestDatabase.TABLE, TestDatabase.TABLE, List.of(0));

    @TempDir
    Path directory;

    @TempDir
    Path copies;

    private final Gate gate = new Gate();

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "memory", "filesystem"})
    void doesNotWaitForWhatIsQueuedAndLosesNothingOfIt(String backend) throws Exception {
        try (TestDatabase database = open(CheckpointMode.UNALIGNED, Duration.ofHours(1), backend)) {
            fill(database);
            CompletableFuture<CheckpointInfo> checkpoint = checkpoint(database);
            CheckpointInfo taken = checkpoint.get(60, TimeUnit.SECONDS);
            assertThat(taken.queries())
                    .extracting(CheckpointInfo.QueryShare::mode)
                    .containsExactly("unaligned");
            assertThat(taken.queries().get(0).remark()).contains("behind that with what was read");
            database.insert("a", 1_000);
            try (TestDatabase copy = database.copyAsIs(copies.resolve("queued"))) {
                assertSums(copy, 1_000);
                copy.insert("b", 5);
                copy.engine().checkpoint();
            }
            gate.open();
            assertSums(database, 1_000);
            assertThat(database.engine().checkpoint().queries()).hasSize(1);
            long epoch = database.insert("a", 7);
            assertThat(database.rows("public.sums", epoch)).contains("[a, " + (1_008 + 40) + "]");
        }
        try (TestDatabase database = open(CheckpointMode.UNALIGNED, Duration.ofHours(1), backend)) {
            assertSums(database, 1_007);
        }
        try (TestDatabase copy = new TestDatabase(EngineOptions.at(copies.resolve("queued")))) {
            assertThat(copy.rows("public.sums", 0)).contains("[b, 6]");
        }
    }

    @Test
    void severalInARowGoOnFromTheSameBarrierAndThenFromALaterOne() throws Exception {
        try (TestDatabase database = open(CheckpointMode.UNALIGNED, Duration.ofHours(1), "rocksdb")) {
            fill(database);
            for (int i = 0; i < 5; i++) {
                database.insert("a", 1);
                assertThat(checkpoint(database).get(60, TimeUnit.SECONDS).queries())
                        .extracting(CheckpointInfo.QueryShare::mode)
                        .containsExactly("unaligned");
            }
            try (TestDatabase copy = database.copyAsIs(copies.resolve("1"))) {
                assertSums(copy, 5);
            }
            gate.open();
            assertSums(database, 5);
            gate.close();
            database.insert("a", 10);
            gate.awaitRows();
            CheckpointInfo taken = checkpoint(database).get(60, TimeUnit.SECONDS);
            assertThat(taken.queries().get(0).mode()).isEqualTo("unaligned");
            try (TestDatabase copy = database.copyAsIs(copies.resolve("2"))) {
                assertSums(copy, 15);
            }
            gate.open();
        }
    }

    @Test
    void alignedWaits() throws Exception {
        waits(CheckpointMode.ALIGNED, Duration.ofMillis(1));
    }

    @Test
    void autoWaitsForItsTimeout() throws Exception {
        waits(CheckpointMode.AUTO, Duration.ofHours(1));
    }

    private void waits(CheckpointMode mode, Duration timeout) throws Exception {
        try (TestDatabase database = open(mode, timeout, "rocksdb")) {
            fill(database);
            CompletableFuture<CheckpointInfo> checkpoint = checkpoint(database);
            assertThatThrownBy(() -> checkpoint.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            gate.open();
            assertThat(checkpoint.get(60, TimeUnit.SECONDS).queries().get(0).mode())
                    .isEqualTo("aligned");
        }
    }

    @Test
    void autoGoesOnAfterItsTimeout() throws Exception {
        try (TestDatabase database = open(CheckpointMode.AUTO, Duration.ofMillis(50), "rocksdb")) {
            fill(database);
            CheckpointInfo taken = checkpoint(database).get(60, TimeUnit.SECONDS);
            assertThat(taken.queries().get(0).mode()).isEqualTo("unaligned");
            assertThat(taken.queries().get(0).alignMicros()).isGreaterThanOrEqualTo(50_000);
            try (TestDatabase copy = database.copyAsIs(copies.resolve("1"))) {
                assertSums(copy, 0);
            }
            gate.open();
        }
    }

    @Test
    void aSavepointWaitsWhateverTheMode() throws Exception {
        try (TestDatabase database = open(CheckpointMode.UNALIGNED, Duration.ZERO, "rocksdb")) {
            fill(database);
            CompletableFuture<SavepointInfo> savepoint =
                    CompletableFuture.supplyAsync(() -> database.engine().createSavepoint("s"));
            assertThatThrownBy(() -> savepoint.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            gate.open();
            savepoint.get(60, TimeUnit.SECONDS);
            database.insert("a", 500);
            database.engine().rollbackTo("s");
            assertSums(database, 0);
        }
    }

    /** One row is in the view, and its operator stands at the first of 40 more. */
    private void fill(TestDatabase database) throws InterruptedException {
        TestDatabase.createTable(database.engine());
        database.engine().create(SUMS.with(Map.of("parallelism", "2")));
        long epoch = database.insert("a", 1, "b", 1);
        assertThat(database.rows("public.sums", epoch)).hasSize(2);
        database.engine().checkpoint();
        gate.close();
        for (int i = 0; i < 40; i++) {
            database.insert("a", 1);
        }
        gate.awaitRows();
    }

    private static void assertSums(TestDatabase database, int more) {
        long epoch = database.insert("z", 0);
        assertThat(database.rows("public.sums", epoch)).contains("[a, " + (41 + more) + "]", "[b, 1]");
    }

    private static CompletableFuture<CheckpointInfo> checkpoint(TestDatabase database) {
        return CompletableFuture.supplyAsync(() -> database.engine().checkpoint());
    }

    private TestDatabase open(CheckpointMode mode, Duration timeout, String backend) {
        EngineOptions options = new EngineOptions(
                Optional.of(directory),
                Duration.ofMillis(5),
                // None is removed while its files are copied.
                new EngineOptions.Checkpoints(Duration.ZERO, Duration.ofMinutes(10), 100).withMode(mode, timeout),
                new EngineOptions.State(1 << 20, backend),
                8,
                EngineOptions.CHANGE_ROWS_MAX,
                RowBatch.ROWS_TARGET,
                EngineOptions.Restarts.DEFAULT);
        EngineParts parts = new EngineParts(
                new WorkerScheduler("test", options.workers()),
                new SystemClock(),
                new LocalStorage(),
                new StateBackends(List.of(
                        new RocksBackend(8 << 20, 8 << 20), MemoryBackend.memory(), MemoryBackend.filesystem())),
                gate,
                Map.of(),
                new TestDatabase.NoSystemRelations());
        return new TestDatabase(options, StreamEngine.open(options, parts, directory, true));
    }

    /** Makes operators that can be made to stand still; each is on a worker of its own. */
    private static final class Gate implements OperatorFactory {
        private final CompiledOperators sound = new CompiledOperators();
        private volatile CountDownLatch opened = new CountDownLatch(0);
        private volatile CountDownLatch rowsCame = new CountDownLatch(0);

        void close() {
            rowsCame = new CountDownLatch(1);
            opened = new CountDownLatch(1);
        }

        void open() {
            opened.countDown();
        }

        void awaitRows() throws InterruptedException {
            assertThat(rowsCame.await(60, TimeUnit.SECONDS)).isTrue();
        }

        private void pass() {
            CountDownLatch latch = opened;
            if (latch.getCount() > 0) {
                rowsCame.countDown();
            }
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Operator create(PhysicalNode node, List<PhysicalNode> inputs, OperatorContext context) {
            Operator operator = sound.create(node, inputs, context);
            return new Operator() {
                @Override
                public void process(int input, RowBatch batch, Output out) {
                    pass();
                    operator.process(input, batch, out);
                }

                @Override
                public void watermark(long micros, Output out) {
                    operator.watermark(micros, out);
                }

                @Override
                public void epoch(Epoch epoch, Output out) {
                    operator.epoch(epoch, out);
                }

                @Override
                public void close() {
                    operator.close();
                }
            };
        }

        @Override
        public UnaryOperator<RowBatch> projection(
                List<Expression> expressions, List<DataType> inputTypes, OperatorContext context) {
            return sound.projection(expressions, inputTypes, context);
        }

        @Override
        public RowBatch constants(List<List<Expression>> rows, RowType rowType) {
            return sound.constants(rows, rowType);
        }
    }
}
