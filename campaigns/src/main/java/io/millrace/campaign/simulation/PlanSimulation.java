package io.millrace.campaign.simulation;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.executor.engine.EngineOptions;
import io.millrace.executor.engine.EngineParts;
import io.millrace.executor.engine.StreamEngine;
import io.millrace.executor.engine.TableTransaction;
import io.millrace.executor.query.CompiledOperators;
import io.millrace.executor.simulation.SimulatedScheduler;
import io.millrace.executor.simulation.SimulatedStorage;
import io.millrace.executor.state.StateBackends;
import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.server.system.SystemTables;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * One seed: the steps of a script, through crashes at any step, damaged checkpoints, a full disk, rollbacks and other ways to run a
 * query. Each commit also writes its number, so that it is known whether one that a crash cut off has happened.
 */
final class PlanSimulation {
    private static final RowType PROGRESS =
            RowType.of(new Field("n", DataType.of(TypeKind.BIGINT).notNull()));
    private static final String SAVEPOINT = "s";

    private final Script script;
    private final int crashesMin;
    private final Path directory;
    private final Random random;
    private final SimulatedStorage storage;
    /** Of all lives, as what is compiled depends on the plans alone. */
    private final CompiledOperators operators = new CompiledOperators();

    private final List<String> faults = new ArrayList<>();
    /** Steps that were acknowledged. */
    private int position;
    /** Whether the next step may have happened. */
    private boolean underWay;

    private int savepointPosition = -1;
    private boolean rollingBack;
    private long lastCommit;
    private int crashes;
    private SimulatedScheduler scheduler;
    private StreamEngine engine;

    PlanSimulation(long seed, Script script, int crashesMin, Path directory) {
        this.script = script;
        this.crashesMin = crashesMin;
        this.directory = directory;
        random = new Random(seed);
        storage = new SimulatedStorage(directory);
        scheduler = new SimulatedScheduler(random.nextLong(), 0);
        engine = open();
    }

    int crashes() {
        return crashes;
    }

    private StreamEngine open() {
        EngineParts parts = new EngineParts(
                scheduler,
                scheduler,
                storage,
                new StateBackends(List.of(MemoryBackend.memory(), MemoryBackend.filesystem())),
                operators,
                Map.of(),
                new SystemTables());
        // Of some seeds no entry stays in memory from one epoch to the next.
        long stateBytes = random.nextInt(3) == 0 ? 0 : 1 << 20;
        EngineOptions options = new EngineOptions(
                Optional.of(directory),
                Duration.ofMillis(2),
                new EngineOptions.Checkpoints(
                        Duration.ofMillis(40),
                        Duration.ofMinutes(10),
                        3,
                        Duration.ofMillis(random.nextInt(20)),
                        1 + random.nextInt(3),
                        Integer.MAX_VALUE),
                new EngineOptions.State(stateBytes, "memory"),
                2,
                1_000,
                1 + random.nextInt(RowBatch.ROWS_TARGET),
                new EngineOptions.Restarts(50, Duration.ofMillis(2)));
        return StreamEngine.open(options, parts, directory, true);
    }

    /** Runs it, and says what was found wrong. */
    List<String> run() {
        while (faults.isEmpty() && (position < script.steps().size() || crashes < crashesMin)) {
            boolean crashing = crashes < crashesMin || random.nextBoolean();
            scheduler.crashAfter(crashing ? 20 + random.nextInt(2_500) : Long.MAX_VALUE / 2);
            try {
                live();
                if (crashing) {
                    scheduler.run(5_000);
                }
            } catch (SimulatedScheduler.Crash crash) {
                crashes++;
                restart();
            }
        }
        if (faults.isEmpty()) {
            end();
        }
        return faults;
    }

    private void live() {
        while (position < script.steps().size() && faults.isEmpty()) {
            try {
                if (random.nextInt(3) == 0) {
                    act();
                }
                underWay = true;
                perform(script.steps().get(position));
                position++;
            } catch (MillraceException e) {
                // Then nothing of it has happened.
                if (e.sqlState() != SqlState.DISK_FULL) {
                    throw e;
                }
            }
            underWay = false;
            if (random.nextInt(4) == 0) {
                check("while running");
            }
            scheduler.run(random.nextInt(80));
        }
    }

    private void act() {
        switch (random.nextInt(6)) {
            case 0 -> engine.checkpoint();
            case 1 -> tune();
            case 2 -> storage.fillUp(1 + random.nextInt(5));
            case 3 -> savepoint();
            case 4 -> rollback();
            default -> scheduler.run(random.nextInt(300));
        }
    }

    private void tune() {
        List<String> views = List.copyOf(script.finite().keySet());
        if (views.isEmpty()) {
            return;
        }
        String view = views.get(random.nextInt(views.size()));
        if (engine.find(view).isPresent()) {
            engine.alter(
                    view,
                    Map.of(
                            "checkpoint.async", String.valueOf(random.nextBoolean()),
                            "checkpoint.incremental", String.valueOf(random.nextBoolean()),
                            "state.backend", random.nextBoolean() ? "memory" : "filesystem",
                            "parallelism", String.valueOf(1 + random.nextInt(4))));
        }
    }

    private void savepoint() {
        if (engine.savepoints().isEmpty()) {
            savepointPosition = position;
            engine.createSavepoint(SAVEPOINT);
        }
    }

    /** Not across the making of a table or view, which is refused. */
    private void rollback() {
        if (engine.savepoints().isEmpty()
                || script.steps().subList(savepointPosition, position).stream()
                        .anyMatch(Script.Create.class::isInstance)) {
            return;
        }
        storage.fillUp(0);
        rollingBack = true;
        engine.rollbackTo(SAVEPOINT);
        rollingBack = false;
        position = savepointPosition;
        lastCommit = 0;
    }

    private void perform(Script.Step step) {
        if (step instanceof Script.Create create) {
            CatalogObject object = create.object();
            if (object.kind() == CatalogObject.Kind.MATERIALIZED_VIEW) {
                Map<String, String> options = new HashMap<>(object.options());
                options.put("parallelism", String.valueOf(1 + random.nextInt(3)));
                object = object.with(options);
            }
            engine.create(object);
        } else if (step instanceof Script.Commit commit) {
            Set<String> tables = new HashSet<>(commit.tables());
            tables.add(Reference.PROGRESS);
            try (TableTransaction transaction = engine.begin(tables)) {
                commit.changes().forEach(change -> transaction.write(change.table(), change.rows()));
                BatchBuilder number = new BatchBuilder(PROGRESS, 1);
                number.longs(0).append(position);
                number.endRow(1);
                transaction.write(Reference.PROGRESS, number.build());
                lastCommit = transaction.commit();
            }
        }
    }

    private void restart() {
        while (true) {
            storage.crash(random.nextLong());
            if (random.nextInt(3) == 0) {
                storage.damageNewestCheckpoints(1, random);
            }
            scheduler = new SimulatedScheduler(random.nextLong(), scheduler.nanoTime());
            if (random.nextInt(4) == 0) {
                scheduler.crashAfter(random.nextInt(400));
            }
            try {
                engine = open();
                scheduler.crashAfter(Long.MAX_VALUE / 2);
                break;
            } catch (SimulatedScheduler.Crash crash) {
                crashes++; // inside the recovery
            }
        }
        settle();
        if (faults.isEmpty()) {
            check("after a crash");
        }
    }

    /** Finds out whether what was under way has happened. */
    private void settle() {
        TreeMap<String, Integer> found = engine.find(Reference.PROGRESS).isEmpty()
                ? new TreeMap<>()
                : Reading.rows(engine, Reading.all(relation(Reference.PROGRESS)), lastCommit, 1, 0, this::step);
        if (rollingBack && savepointPosition != position && found.equals(progress(savepointPosition))) {
            position = savepointPosition;
        } else if (underWay && happened(script.steps().get(position), found)) {
            position++;
        }
        if (!found.equals(progress(position))) {
            faults.add("after a crash, at step " + position + ": commits "
                    + progress(position).keySet() + " were acknowledged, and there are " + found.keySet());
        }
        for (Script.Step step : script.steps().subList(0, position)) {
            if (step instanceof Script.Create create
                    && engine.find(create.object().name()).isEmpty()) {
                faults.add("after a crash, at step " + position + ": "
                        + create.object().name() + " is gone");
            }
        }
        underWay = false;
        rollingBack = false;
        lastCommit = 0;
    }

    private boolean happened(Script.Step step, TreeMap<String, Integer> found) {
        return step instanceof Script.Create create
                ? engine.find(create.object().name()).isPresent()
                : found.equals(progress(position + 1));
    }

    private TreeMap<String, Integer> progress(int steps) {
        TreeMap<String, Integer> numbers = new TreeMap<>();
        for (int i = 0; i < steps; i++) {
            if (script.steps().get(i) instanceof Script.Commit) {
                numbers.put(String.valueOf(i), 1);
            }
        }
        return numbers;
    }

    private void step() {
        scheduler.run(1);
    }

    private CatalogObject relation(String name) {
        return engine.find(name).orElseThrow();
    }

    private void check(String when) {
        if (position == 0) {
            return;
        }
        script.after().get(position - 1).forEach((view, expected) -> compare(when, view, expected));
        engine.queries().stream()
                .filter(query -> query.state().equals("FAILED"))
                .forEach(query -> faults.add(when + ": " + query.name() + " was given up: " + query.error()));
    }

    private void compare(String when, String view, TreeMap<String, Integer> expected) {
        TreeMap<String, Integer> rows = Reading.rows(engine, Reading.all(relation(view)), lastCommit, 1, 0, this::step);
        if (!rows.equals(expected)) {
            faults.add(when + ", at step " + position + ": " + view + " holds " + rows + " instead of " + expected);
        }
    }

    /** Views agree with what they should hold, and with the finite SELECT here. */
    private void end() {
        scheduler.crashAfter(Long.MAX_VALUE / 2);
        check("in the end");
        Map<String, TreeMap<String, Integer>> last = script.after().get(position - 1);
        script.finite().forEach((view, plan) -> {
            TreeMap<String, Integer> rows =
                    Reading.rows(engine, plan, lastCommit, 1 + random.nextInt(3), 0, this::step);
            if (!rows.equals(last.get(view))) {
                faults.add("in the end: SELECT of " + view + " gives " + rows + " instead of " + last.get(view));
            }
        });
        engine.close();
    }
}
