package io.millrace.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A native table, a view over it and a view over that, through restarts, savepoints and rollbacks. */
class EngineTest {
    @TempDir
    Path directory;

    @TempDir
    Path copies;

    private EngineOptions options() {
        return EngineOptions.at(directory).withWorkers(2).withCheckpointInterval(Duration.ofMillis(200));
    }

    @Test
    void viewsFollowTheTableAtOnce() {
        try (TestDatabase database = new TestDatabase(EngineOptions.inMemory())) {
            database.createTableAndViews();
            long epoch = database.insert("a", 1, "a", 2, "b", 5);
            assertThat(database.rows("public.sums", epoch)).containsExactlyInAnyOrder("[a, 3]", "[b, 5]");
            epoch = database.delete("a", 1);
            assertThat(database.rows("public.sums", epoch)).containsExactlyInAnyOrder("[a, 2]", "[b, 5]");
            assertThat(database.rows("public.total", epoch)).containsExactly("[7]");
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterClosing() {
        try (TestDatabase database = new TestDatabase(options())) {
            database.createTableAndViews();
            database.insert("a", 1, "b", 2);
        }
        try (TestDatabase database = new TestDatabase(options())) {
            assertThat(database.rows("public.t", 0)).containsExactlyInAnyOrder("[a, 1]", "[b, 2]");
            long epoch = database.insert("a", 10);
            assertThat(database.rows("public.sums", epoch)).containsExactlyInAnyOrder("[a, 11]", "[b, 2]");
            assertThat(database.rows("public.total", epoch)).containsExactly("[13]");
        }
    }

    @Test
    void whatWasAcknowledgedIsThereWithoutClosing() {
        try (TestDatabase database = new TestDatabase(options().withCheckpointInterval(Duration.ZERO))) {
            database.createTableAndViews();
            database.insert("a", 1, "b", 2);
            database.insert("a", 3);
            try (TestDatabase copy = database.copyAsIs(copies.resolve("1"))) {
                assertThat(copy.rows("public.t", 0)).containsExactlyInAnyOrder("[a, 1]", "[a, 3]", "[b, 2]");
                assertThat(copy.rows("public.sums", 0)).containsExactlyInAnyOrder("[a, 4]", "[b, 2]");
                assertThat(copy.rows("public.total", 0)).containsExactly("[6]");
            }
            database.engine().checkpoint();
            database.insert("b", 4);
            try (TestDatabase copy = database.copyAsIs(copies.resolve("2"))) {
                assertThat(copy.rows("public.sums", 0)).containsExactlyInAnyOrder("[a, 4]", "[b, 6]");
                assertThat(copy.rows("public.total", 0)).containsExactly("[10]");
            }
        }
    }

    @Test
    void rollbackTakesTablesAndViewsBackTogether() {
        try (TestDatabase database = new TestDatabase(options())) {
            database.createTableAndViews();
            database.insert("a", 1);
            database.engine().createSavepoint("s");
            long epoch = database.insert("a", 100);
            assertThat(database.rows("public.total", epoch)).containsExactly("[101]");
            database.engine().rollbackTo("s");
            assertThat(database.rows("public.t", 0)).containsExactly("[a, 1]");
            assertThat(database.rows("public.total", 0)).containsExactly("[1]");
            epoch = database.insert("a", 7);
            assertThat(database.rows("public.total", epoch)).containsExactly("[8]");
        }
        try (TestDatabase database = new TestDatabase(options())) {
            assertThat(database.rows("public.total", 0)).containsExactly("[8]");
            assertThat(database.engine().savepoints())
                    .extracting(SavepointInfo::name)
                    .containsExactly("s");
            database.engine().rollbackTo("s");
            assertThat(database.rows("public.total", 0)).containsExactly("[1]");
            database.engine().releaseSavepoint("s");
            assertThatThrownBy(() -> database.engine().rollbackTo("s"))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageContaining("no savepoint \"s\"");
        }
    }

    @Test
    void continuousResultGivesTheRowsAndThenTheChanges() {
        try (TestDatabase database = new TestDatabase(EngineOptions.inMemory())) {
            database.createTableAndViews();
            database.insert("a", 1);
            try (QueryRun run = database.follow("public.sums")) {
                assertThat(database.nextChanges(run)).containsExactly("+[a, 1]");
                database.insert("a", 2, "b", 9);
                assertThat(database.nextChanges(run)).containsExactlyInAnyOrder("-[a, 1]", "+[a, 3]", "+[b, 9]");
            }
        }
    }

    @Test
    void aResultThatIsNotReadEndsWhenItsBacklogIsTooLongAndTheOthersGoOn() {
        EngineOptions options =
                EngineOptions.inMemory().withEpochInterval(Duration.ofMillis(5)).withChangeRowsMax(60);
        try (TestDatabase database = new TestDatabase(options)) {
            database.createTableAndViews();
            long epoch = database.insert("a", 1);
            assertThat(database.rows("public.sums", epoch)).containsExactly("[a, 1]");
            QueryRun asleep = database.follow("public.sums");
            QueryRun awake = database.follow("public.sums");
            long sum = 1;
            while (database.engine().queries().stream()
                    .anyMatch(query ->
                            query.name().equals(asleep.name()) && query.state().equals("RUNNING"))) {
                epoch = database.insert("a", 1);
                sum++;
                database.nextChanges(awake);
                assertThat(sum).isLessThan(100_000);
            }
            assertThatThrownBy(() -> asleep.next(0))
                    .isInstanceOf(MillraceException.class)
                    .matches(e -> ((MillraceException) e).sqlState() == SqlState.CONFIGURATION_LIMIT)
                    .hasMessageContaining(asleep.name() + " was not read and has fallen")
                    .hasMessageContaining("at most 60 are kept for it (setting \"changes.rows\")");
            asleep.close();
            database.insert("b", 5);
            while (!database.nextChanges(awake).contains("+[b, 5]")) {
                // what came before
            }
            awake.close();
            assertThat(database.rows("public.sums", epoch)).contains("[a, " + sum + "]");
        }
    }

    @Test
    void tooManyChangesInMemoryAreACheckpoint() {
        EngineOptions options = options().withCheckpointInterval(Duration.ZERO).withChangeRowsMax(50);
        try (TestDatabase database = new TestDatabase(options)) {
            database.createTableAndViews();
            int rows = 0;
            while (database.engine().checkpoints().isEmpty()) {
                database.insert("k" + rows, 1);
                assertThat(++rows).isLessThan(100_000);
            }
            // Each row changes the total twice.
            assertThat(rows).isGreaterThan(25);
        }
    }

    @Test
    void droppingWhatIsReadIsRefused() {
        try (TestDatabase database = new TestDatabase(EngineOptions.inMemory())) {
            database.createTableAndViews();
            assertThatThrownBy(() -> database.engine().drop(Set.of("public.sums")))
                    .hasMessageContaining("read by public.total");
            database.engine().drop(Set.of("public.sums", "public.total"));
            assertThat(database.engine().catalog())
                    .extracting(CatalogObject::name)
                    .isEqualTo(List.of("public.t"));
        }
    }

    @Test
    @Timeout(60)
    void whoAsksIsAnsweredWhenTheEngineFailsAtThat() {
        FailingRelations system = new FailingRelations();
        try (TestDatabase database = new TestDatabase(options(), Engines.open(options(), Map.of(), system))) {
            database.createTableAndViews();
            system.failing = true;
            assertThatThrownBy(() -> database.engine()
                            .create(TestDatabase.view(
                                    "public.more", "public.t", TestDatabase.TABLE, TestDatabase.TABLE, List.of(0))))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageContaining("planted");
            system.failing = false;
            assertThatThrownBy(() -> database.insert("a", 1L)).hasMessageContaining("the engine has failed");
        }
    }

    /** Fails as a machine without memory does, where the engine decides. */
    private static final class FailingRelations implements SystemRelations {
        private volatile boolean failing;

        @Override
        public Optional<RowType> columns(String name) {
            if (failing) {
                throw new OutOfMemoryError("planted");
            }
            return Optional.empty();
        }

        @Override
        public List<RowBatch> rows(String name) {
            return List.of();
        }
    }

    @Test
    void secondOpenerIsToldWhoHoldsTheDatabase() {
        try (TestDatabase database = new TestDatabase(options())) {
            assertThat(database.engine().catalog()).isEmpty();
            assertThatThrownBy(() -> new TestDatabase(options()))
                    .hasMessageContaining(
                            "is open in process " + ProcessHandle.current().pid());
        }
    }
}
