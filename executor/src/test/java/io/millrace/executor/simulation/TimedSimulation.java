package io.millrace.executor.simulation;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.executor.engine.EngineOptions;
import io.millrace.executor.engine.EngineParts;
import io.millrace.executor.engine.LateRow;
import io.millrace.executor.engine.QueryInfo;
import io.millrace.executor.engine.QueryRun;
import io.millrace.executor.engine.StreamEngine;
import io.millrace.executor.engine.TestDatabase;
import io.millrace.executor.query.CompiledOperators;
import io.millrace.executor.state.StateBackends;
import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One seed: views over event time, through crashes. What is late, which windows there are and what a pattern matches hangs on the
 * rows of each split alone, so that the end is the same with any interleaving and any crash.
 */
final class TimedSimulation {
    private static final int SPLITS = 3;
    private static final int ROWS_PER_SPLIT = 60;

    private final Random random;
    private final Path directory;
    private final SimulatedStorage storage;
    private final List<String> names;
    private final int crashes;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, TreeMap<String, Integer>> seen = new HashMap<>();
    private final Map<String, Long> newestEpochSeen = new HashMap<>();
    private SimulatedScheduler scheduler;
    private StreamEngine engine;

    TimedSimulation(long seed, List<String> names, int crashes, Path directory) {
        random = new Random(seed);
        this.names = names;
        this.crashes = crashes;
        this.directory = directory;
        storage = new SimulatedStorage(directory);
        scheduler = new SimulatedScheduler(random.nextLong(), 0);
        engine = open();
    }

    List<String> faults() {
        return faults;
    }

    private StreamEngine open() {
        EngineParts parts = new EngineParts(
                scheduler,
                scheduler,
                storage,
                new StateBackends(List.of(MemoryBackend.memory(), MemoryBackend.filesystem())),
                new CompiledOperators(),
                Map.of("events", new EventsConnector(SPLITS, ROWS_PER_SPLIT, new Random(random.nextLong()))),
                new TestDatabase.NoSystemRelations());
        EngineOptions options = Simulation.options(directory, Duration.ofMillis(30));
        return StreamEngine.open(
                options.withCheckpoints(options.checkpoints()
                        .withMode(Simulation.anyMode(random), Duration.ofMillis(random.nextInt(10)))),
                parts,
                directory,
                true);
    }

    /** What the views hold in the end, and what they left out. */
    record End(Map<String, TreeMap<String, Integer>> views, TreeMap<String, Integer> lateRows) {}

    End run() {
        Map<String, CatalogObject> missing = new TreeMap<>();
        names.forEach(name -> missing.put(name, TimedPlans.view(name, 1 + random.nextInt(3))));
        for (int life = 0; life < crashes; life++) {
            scheduler.crashAfter(20 + random.nextInt(5_000));
            try {
                create(missing);
                live();
                scheduler.run(10_000);
            } catch (SimulatedScheduler.Crash crash) {
                restart();
                missing.values().removeIf(view -> engine.find(view.name()).isPresent());
            }
        }
        create(missing);
        return settle();
    }

    private void create(Map<String, CatalogObject> missing) {
        for (CatalogObject view : List.copyOf(missing.values())) {
            if (engine.find(view.name()).isEmpty()) {
                engine.create(view);
            }
        }
        missing.clear();
    }

    private void restart() {
        while (true) {
            storage.crash(random.nextLong());
            if (random.nextInt(4) == 0) {
                storage.damageNewestCheckpoints(1, random);
            }
            scheduler = new SimulatedScheduler(random.nextLong(), scheduler.nanoTime());
            if (random.nextInt(4) == 0) {
                scheduler.crashAfter(random.nextInt(300));
            }
            try {
                engine = open();
                scheduler.crashAfter(Long.MAX_VALUE / 2);
                break;
            } catch (SimulatedScheduler.Crash crash) {
                // once more, into a crash inside the recovery
            }
        }
        names.forEach(name -> check(name, "after a crash"));
    }

    private void live() {
        for (int i = 0; i < 40; i++) {
            switch (random.nextInt(7)) {
                case 0 -> engine.checkpoint();
                case 1, 2 -> {
                    check(names.get(random.nextInt(names.size())), "while running");
                    // What somebody has just seen is what a crash must not take back.
                    if (random.nextInt(3) == 0) {
                        scheduler.crashAfter(1 + random.nextInt(30));
                    }
                }
                case 3 -> stopOrResume("public." + names.get(random.nextInt(names.size())));
                default -> {}
            }
            scheduler.run(random.nextInt(120));
        }
    }

    private void stopOrResume(String view) {
        if (view.endsWith(TimedPlans.AGING)) {
            return; // its end is when it is empty, as it is before it has begun
        }
        String state = engine.queries().stream()
                .filter(query -> query.name().equals(view))
                .map(QueryInfo::state)
                .findFirst()
                .orElse("");
        if (state.equals("STOPPED")) {
            engine.resume(view);
        } else if (state.equals("RUNNING")) {
            try {
                engine.stop(view, "");
            } catch (MillraceException e) {
                // It has come to its end meanwhile.
                if (e.sqlState() != SqlState.NOT_IN_REQUIRED_STATE) {
                    throw e;
                }
            }
        }
    }

    /** A view that only grows still holds all that it has shown. */
    private void check(String name, String when) {
        if (engine.find("public." + name).isEmpty()) {
            return;
        }
        TreeMap<String, Integer> rows = read(name, when);
        if (TimedPlans.plan(name).root().changelog().appendOnly()) {
            seen.getOrDefault(name, new TreeMap<>()).forEach((row, copies) -> {
                if (rows.getOrDefault(row, 0) < copies) {
                    faults.add(when + ": " + name + " has shown " + row + " and holds it no more");
                }
            });
            seen.put(name, rows);
        }
        if (name.equals(TimedPlans.AGING)) {
            rows.keySet().stream()
                    .filter(row -> Long.parseLong(row.substring(row.indexOf('/') + 1)) > 4L * SPLITS)
                    .forEach(row -> faults.add(when + ": more rows of a group than there are: " + row));
        }
    }

    private TreeMap<String, Integer> read(String name, String when) {
        TreeMap<String, Integer> rows = new TreeMap<>();
        long epoch = 0;
        try (QueryRun run = engine.run(TimedPlans.select(name), SimulationPlans.finite(0))) {
            while (!run.ended()) {
                scheduler.run(1);
                QueryRun.ResultBatch part = run.next(0);
                if (part != null) {
                    epoch = Math.max(epoch, part.epoch());
                    part.batches().forEach(batch -> {
                        for (int i = 0; i < batch.rows(); i++) {
                            int row = batch.row(i);
                            rows.merge(TimedPlans.text(batch, row), batch.weight(row), Integer::sum);
                        }
                    });
                }
            }
        }
        long before = newestEpochSeen.getOrDefault(name, 0L);
        if (epoch < before) {
            faults.add(when + ": " + name + " at epoch " + epoch + " after " + before);
        }
        newestEpochSeen.put(name, Math.max(before, epoch));
        return rows;
    }

    private End settle() {
        engine.queries().stream()
                .filter(query -> query.state().equals("STOPPED"))
                .forEach(query -> engine.resume(query.name()));
        for (int round = 0; round < 10_000 && !finished(); round++) {
            scheduler.run(100);
        }
        engine.queries().stream()
                .filter(query -> query.state().equals("FAILED"))
                .forEach(query -> faults.add("in the end: " + query.name() + " has failed: " + query));
        Map<String, TreeMap<String, Integer>> views = new TreeMap<>();
        for (String name : names) {
            check(name, "in the end");
            views.put(name, read(name, "in the end"));
        }
        TreeMap<String, Integer> late = new TreeMap<>();
        for (LateRow row : engine.lateRows()) {
            late.merge(row.query() + " " + row.row(), 1, Integer::sum);
        }
        engine.close();
        return new End(views, late);
    }

    /** The input has been read, and no group that ages is left. */
    private boolean finished() {
        boolean read = engine.queries().stream()
                .filter(query -> names.contains(query.name().replace("public.", "")))
                .filter(query -> !query.name().endsWith(TimedPlans.AGING))
                .allMatch(query -> query.state().equals("FINISHED"));
        return read
                && (!names.contains(TimedPlans.AGING)
                        || read(TimedPlans.AGING, "aging").isEmpty());
    }

    /** A few views, not always the same. */
    static List<String> some(long seed) {
        List<String> all = new ArrayList<>(TimedPlans.names());
        Collections.shuffle(all, new Random(seed));
        return all.subList(0, 4);
    }
}
