package io.millrace.executor.simulation;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.executor.engine.CheckpointInfo;
import io.millrace.executor.engine.EngineOptions;
import io.millrace.executor.engine.EngineParts;
import io.millrace.executor.engine.QueryInfo;
import io.millrace.executor.engine.QueryRun;
import io.millrace.executor.engine.QueryTuning;
import io.millrace.executor.engine.StreamEngine;
import io.millrace.executor.engine.TableTransaction;
import io.millrace.executor.engine.TestDatabase;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One seed: a database with tables, views over tables and connectors and a pipeline, through crashes and rollbacks. */
final class Simulation {
    private static final int SPLITS = 3;
    private static final int ROWS_PER_SPLIT = 120;

    private final Random random;
    private final long stateBytes;
    private final Path directory;
    private final SimulatedStorage storage;
    private final Faults planted;
    private final TestConnectors.Ledger ledger;
    private final List<String> faults = new ArrayList<>();
    /** What the table must hold: acknowledged values. */
    private final List<Long> acknowledged = new ArrayList<>();

    private @Nullable List<Long> atSavepoint;
    /** What the table held when a query was stopped, for those that are, or may be. */
    private final Map<String, List<Long>> stopped = new TreeMap<>();

    private Map<String, List<Long>> stoppedAtSavepoint = Map.of();
    /** Whether there is a savepoint of one query, and of which. */
    private @Nullable String ofQuery;

    private boolean ofQueryUnsure;
    /** A query of which it is not known whether it is stopped. */
    private @Nullable String halfStopped;

    private boolean damaged;
    private final Set<String> overtaken = new HashSet<>();
    private int recoveredUnaligned;
    private int stopNumber;
    private @Nullable Long unsure;
    /** What a rollback under way leads to. */
    private @Nullable List<Long> afterRollback;
    /** Whether this seed rolls back; then it has no sink, which could not forget. */
    private final boolean rollsBack;
    /** Whether queries that fail are given up soon, and somebody starts them again. */
    private final boolean byHand;
    /** What is being dropped and created anew: a crash may come between. */
    private final Set<String> madeAgain = new HashSet<>();

    private final boolean hasViewOfView;
    /** Whether checkpoints overtake as many barriers as they can, with much behind them, and crashes come just then. */
    private final boolean overtakes;

    /** The newest epoch at which each relation was read. */
    private final Map<String, Long> newestEpochSeen = new HashMap<>();
    /** How many rows of each split of the connector a reader has seen in a view of them. */
    private Map<Long, Long> shown = new TreeMap<>();

    /** What a reader has seen of the random numbers of the table's rows, but for rows that were written since. */
    private final TreeMap<String, Integer> drawn = new TreeMap<>();

    private Map<Long, Long> shownAtSavepoint = new TreeMap<>();
    private boolean mayCrash;
    private long lastCommit;
    private SimulatedScheduler scheduler;
    private StreamEngine engine;

    Simulation(long seed, Path directory) {
        // Of every other seed no entry stays in memory from one epoch to the next.
        this(seed, directory, Faults.none(), seed % 2 == 0 ? 1 << 20 : 0);
    }

    /** @param planted errors of operators, sources, sinks and state stores, beside the crashes */
    Simulation(long seed, Path directory, Faults planted) {
        this(seed, directory, planted, 1 << 20);
    }

    private Simulation(long seed, Path directory, Faults planted, long stateBytes) {
        this.planted = planted;
        this.stateBytes = stateBytes;
        this.ledger = new TestConnectors.Ledger(planted);
        this.random = new Random(seed);
        this.rollsBack = random.nextInt(2) == 0;
        this.byHand = planted.any() && !rollsBack && random.nextInt(3) > 0;
        this.overtakes = random.nextInt(3) == 0;
        this.hasViewOfView = !overtakes && random.nextInt(2) == 0;
        this.directory = directory;
        this.storage = new SimulatedStorage(directory);
        this.scheduler = new SimulatedScheduler(random.nextLong(), 0);
        this.engine = open();
    }

    /** How many recoveries began at a checkpoint that had overtaken barriers. */
    int recoveredUnaligned() {
        return recoveredUnaligned;
    }

    /** What was seen to have been overtaken, and at which epoch. */
    Set<String> overtaken() {
        return overtaken;
    }

    List<String> faults() {
        return faults;
    }

    private StreamEngine open() {
        planted.on = false;
        if (overtakes) {
            scheduler.slowDown();
        }
        EngineParts parts = new EngineParts(
                scheduler,
                scheduler,
                storage,
                planted.backends(),
                planted.operators(),
                Map.<String, Connector>of(
                        "numbers",
                        new TestConnectors.Numbers(SPLITS, ROWS_PER_SPLIT, new Random(random.nextLong()), planted),
                        "ledger",
                        ledger),
                new TestDatabase.NoSystemRelations());
        EngineOptions options = options(directory, Duration.ofMillis(60), stateBytes);
        int attempts = byHand ? random.nextInt(2) : 50;
        return StreamEngine.open(
                options.withRestarts(new EngineOptions.Restarts(attempts, Duration.ofMillis(2)))
                        .withCheckpoints(new EngineOptions.Checkpoints(
                                        options.checkpoints().interval(),
                                        options.checkpoints().timeout(),
                                        3,
                                        Duration.ofMillis(random.nextInt(20)),
                                        1 + random.nextInt(3),
                                        Integer.MAX_VALUE)
                                .withMode(mode(), Duration.ofMillis(random.nextInt(10)))),
                parts,
                directory,
                true);
    }

    /** Without a view of a view, for which checkpoints wait, of every other seed. */
    private List<CatalogObject> queries() {
        return SimulationPlans.queries(!rollsBack).stream()
                .filter(query -> hasViewOfView || !query.name().equals(SimulationPlans.VIEW_OF_VIEW))
                .toList();
    }

    private QueryTuning.CheckpointMode mode() {
        return overtakes ? QueryTuning.CheckpointMode.UNALIGNED : anyMode(random);
    }

    static QueryTuning.CheckpointMode anyMode(Random random) {
        QueryTuning.CheckpointMode[] modes = QueryTuning.CheckpointMode.values();
        return modes[random.nextInt(modes.length)];
    }

    /** Little memory and many epochs, so that a short life sees much. */
    static EngineOptions options(Path directory, Duration checkpointInterval) {
        return options(directory, checkpointInterval, 1 << 20);
    }

    /** @param stateBytes 0 to have every entry leave memory after each epoch */
    private static EngineOptions options(Path directory, Duration checkpointInterval, long stateBytes) {
        return new EngineOptions(
                Optional.of(directory),
                Duration.ofMillis(2),
                new EngineOptions.Checkpoints(checkpointInterval, Duration.ofMinutes(10), 3),
                new EngineOptions.State(stateBytes, "memory"),
                2,
                1_000,
                RowBatch.ROWS_TARGET,
                new EngineOptions.Restarts(50, Duration.ofMillis(2)));
    }

    void run() {
        create(SimulationPlans.table());
        int crashes = 1 + random.nextInt(4);
        List<CatalogObject> missing = new ArrayList<>(queries());
        for (int life = 0; life <= crashes; life++) {
            boolean last = life == crashes;
            mayCrash = !last;
            if (!last) {
                scheduler.crashAfter(20 + random.nextInt(3_000));
            }
            try {
                for (CatalogObject object : List.copyOf(missing)) {
                    create(object);
                    missing.remove(object);
                }
                planted.begin();
                live(last ? 15 : 60);
                if (last) {
                    planted.on = false;
                    settle();
                    return;
                }
                scheduler.run(4_000);
            } catch (SimulatedScheduler.Crash crash) {
                restart();
                queries().stream()
                        .filter(object -> madeAgain.remove(object.name()))
                        .forEach(missing::add);
                missing.removeIf(object -> engine.find(object.name()).isPresent());
            }
        }
    }

    private void create(CatalogObject object) {
        if (engine.find(object.name()).isEmpty()) {
            engine.create(object);
        }
    }

    private void restart() {
        while (true) {
            storage.crash(random.nextLong());
            if (random.nextInt(3) == 0) {
                damaged = true;
                storage.damageNewestCheckpoints(1 + random.nextInt(2), random);
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
        recoveredUnaligned += engine.checkpoints().stream()
                .filter(checkpoint -> checkpoint.state() == CheckpointInfo.State.COMPLETED)
                .reduce((older, newer) -> newer)
                .filter(newest ->
                        newest.queries().stream().anyMatch(share -> share.mode().equals("unaligned")))
                .map(newest -> 1)
                .orElse(0);
        check("after a crash");
    }

    private void live(int actions) {
        for (int i = 0; i < actions; i++) {
            try {
                act();
            } catch (MillraceException e) {
                // Nothing of it may have happened then, which every later check sees.
                if (e.sqlState() != SqlState.DISK_FULL) {
                    throw e;
                }
                unsure = null;
            }
            scheduler.run(random.nextInt(60));
        }
    }

    private void act() {
        if (overtakes && random.nextInt(3) == 0) {
            write();
            scheduler.run(random.nextInt(100));
            write();
            unlessPlanted(engine::checkpoint);
            if (mayCrash && random.nextInt(4) == 0) {
                scheduler.crashAfter(1 + random.nextInt(20));
            }
            return;
        }
        switch (random.nextInt(18)) {
            case 0 -> {
                check("while running");
                crashSoon();
            }
            case 1, 17 -> {
                unlessPlanted(engine::checkpoint);
                crashSoon();
            }
            case 2 -> whenAllRun(() -> unlessPlanted(this::savepoint));
            case 3 -> rollback();
            case 4 -> {
                whenAllRun(() -> checkConnectorRows("while running"));
                crashSoon();
            }
            case 15, 16 -> unlessPlanted(this::restartOne);
            case 5 -> unlessPlanted(this::changeCatalog);
            case 6 -> unlessPlanted(this::tune);
            case 7 -> storage.fillUp(1 + random.nextInt(6));
            case 8, 9 -> unlessPlanted(this::stopOrResume);
            default -> write();
        }
    }

    /** A planted error may come out where it is somebody's to hear of it. */
    private static void unlessPlanted(Runnable action) {
        try {
            action.run();
        } catch (MillraceException e) {
            if (!Faults.isPlanted(e)) {
                throw e;
            }
        }
    }

    /** Somebody starts a query again, whatever it is doing. */
    private void restartOne() {
        List<CatalogObject> queries = queries();
        List<String> failed = failed();
        String name = failed.isEmpty()
                ? queries.get(random.nextInt(queries.size())).name()
                : failed.get(random.nextInt(failed.size()));
        if (engine.find(name).isEmpty()) {
            return;
        }
        try {
            engine.restart(name);
        } catch (MillraceException e) {
            // It is stopped or has ended, or a crash has taken what it would begin again with.
            if (e.sqlState() != SqlState.NOT_IN_REQUIRED_STATE) {
                throw e;
            }
        }
        crashSoon();
    }

    private List<String> failed() {
        return engine.queries().stream()
                .filter(info -> info.state().equals("FAILED"))
                .map(QueryInfo::name)
                .toList();
    }

    /** Does something while nothing fails, and nothing has. */
    private void whenAllRun(Runnable action) {
        boolean before = planted.on;
        planted.on = false;
        if (byHand) {
            restartAll();
        }
        action.run();
        planted.on = before;
    }

    private void restartAll() {
        makeRoom();
        for (String name : failed()) {
            if (engine.find(name).isEmpty()) {
                continue;
            }
            try {
                engine.restart(name);
            } catch (MillraceException e) {
                if (e.sqlState() != SqlState.NOT_IN_REQUIRED_STATE) {
                    throw e;
                }
                makeAgain(name);
            }
        }
    }

    /** A disk that was full has room again, and the engine has noticed. */
    private void makeRoom() {
        storage.fillUp(0);
        while (engine.disk().orElseThrow().full()) {
            scheduler.run(200);
        }
    }

    /** Drops a query and those that read it, and creates them anew. */
    private void makeAgain(String name) {
        Set<String> names = new LinkedHashSet<>(List.of(name));
        engine.catalog().stream()
                .filter(object -> object.reads().contains(name))
                .forEach(reader -> names.add(reader.name()));
        madeAgain.addAll(names);
        engine.drop(names);
        ledger.forget(names);
        if (names.contains("public.seen")) {
            shown = new TreeMap<>();
        }
        if (names.contains(SimulationPlans.DRAWN)) {
            drawn.clear();
        }
        stopped.keySet().removeAll(names);
        SimulationPlans.queries(true).stream()
                .filter(query -> names.contains(query.name()))
                .forEach(engine::create);
        madeAgain.removeAll(names);
    }

    /** What somebody has just seen is what a crash must not take back. */
    private void crashSoon() {
        if (mayCrash && random.nextInt(3) == 0) {
            scheduler.crashAfter(1 + random.nextInt(30));
        }
    }

    /** Stops a query, or lets one that is stopped go on. */
    private void stopOrResume() {
        List<CatalogObject> queries = queries();
        String name = queries.get(random.nextInt(queries.size())).name();
        boolean resumes = !stopped.isEmpty() && random.nextInt(3) > 0;
        String query = resumes ? stopped.keySet().iterator().next() : name;
        if (engine.find(query).isEmpty()) {
            return;
        }
        if (resumes && byHand && !isStopped(query)) {
            stopped.remove(query); // it failed when it was resumed
        } else if (resumes) {
            halfStopped = query;
            engine.resume(query);
            stopped.remove(query);
        } else if (!stopped.containsKey(query)) {
            stop(query);
        }
        halfStopped = null;
        crashSoon();
    }

    private void stop(String query) {
        String savepoint = random.nextBoolean() ? "" : "stop-" + stopNumber++;
        halfStopped = query;
        stopped.put(query, List.copyOf(acknowledged));
        if (query.equals(SimulationPlans.DRAWN)) {
            drawn.clear();
        }
        try {
            engine.stop(query, savepoint);
        } catch (MillraceException e) {
            stopped.remove(query);
            // It has ended, or begins again just now.
            if (e.sqlState() != SqlState.NOT_IN_REQUIRED_STATE) {
                throw e;
            }
            return;
        }
        if (!savepoint.isEmpty() && random.nextBoolean()) {
            engine.releaseSavepoint(savepoint);
        }
    }

    private boolean isStopped(String query) {
        return engine.queries().stream()
                .anyMatch(info -> info.name().equals(query) && info.state().equals("STOPPED"));
    }

    /** What is stopped stays so, and nothing else is; a damaged checkpoint may make it run again. */
    private void checkStopped(String when) {
        for (CatalogObject query : queries()) {
            String name = query.name();
            boolean sure = !name.equals(halfStopped);
            if (isStopped(name) && !stopped.containsKey(name)) {
                faults.add(when + ": " + name + " is stopped");
            } else if (!isStopped(name) && stopped.containsKey(name)) {
                if (sure && !damaged) {
                    faults.add(when + ": " + name + " is not stopped any more");
                }
                stopped.remove(name);
            }
        }
        halfStopped = null;
    }

    /** What the table held as a view shows it. */
    private List<Long> shownBy(String view) {
        return stopped.getOrDefault(view, acknowledged);
    }

    private void savepoint() {
        if (random.nextInt(3) == 0) {
            savepointOfQuery();
            return;
        }
        boolean taken = engine.savepoints().stream()
                .anyMatch(savepoint -> savepoint.name().equals("s"));
        if (!taken && ready()) {
            List<Long> now = List.copyOf(acknowledged);
            Map<Long, Long> shownNow = shown;
            engine.createSavepoint("s");
            stoppedAtSavepoint = Map.copyOf(stopped);
            atSavepoint = now;
            shownAtSavepoint = shownNow;
        }
    }

    /** Takes a savepoint of one query, or releases it. */
    private void savepointOfQuery() {
        List<CatalogObject> queries = queries();
        String name = queries.get(random.nextInt(queries.size())).name();
        if (engine.find(name).isEmpty()) {
            return;
        }
        ofQueryUnsure = true;
        if (ofQuery != null) {
            engine.releaseSavepoint("q");
            ofQuery = null;
        } else {
            engine.createSavepoint("q", List.of(name));
            ofQuery = name;
        }
        ofQueryUnsure = false;
        crashSoon();
    }

    /** A savepoint of a query is there wholly or not at all, and is not lost. */
    private void checkSavepointOfQuery(String when) {
        String found = engine.savepoints().stream()
                .filter(savepoint -> savepoint.name().equals("q"))
                .map(savepoint -> savepoint.queries().get(0))
                .findFirst()
                .orElse(null);
        if (!ofQueryUnsure) {
            expect(when + ": the savepoint of a query", String.valueOf(ofQuery), String.valueOf(found));
        }
        ofQueryUnsure = false;
        ofQuery = found;
        for (CatalogObject clone : found == null ? List.<CatalogObject>of() : SimulationPlans.clones()) {
            boolean kept = engine.explain(clone, "q").toString().contains("kept");
            String old = clone.name().replace("_again", "");
            if (kept != (found.equals(old) || found.equals("public.sums2") && old.equals("public.sums"))) {
                faults.add(when + ": of the savepoint of " + found + " " + clone.name() + " takes over: " + kept);
            }
        }
    }

    /** A query that is dropped takes with it the checkpoint under way, in which others may have passed their barrier already. */
    private void changeCatalog() {
        if (rollsBack) {
            return; // a rollback across it is refused
        }
        if (random.nextBoolean()) {
            cloneOne();
        } else if (engine.find(SimulationPlans.SIDE).isPresent()) {
            engine.drop(Set.of(SimulationPlans.SIDE));
        } else {
            engine.create(SimulationPlans.side());
        }
    }

    /** A view that begins with the state of another one at the savepoint, or none any more. */
    private void cloneOne() {
        CatalogObject clone = SimulationPlans.clones().get(random.nextInt(2));
        boolean taken = engine.savepoints().stream()
                .anyMatch(savepoint -> savepoint.name().equals("s"));
        if (engine.find(clone.name()).isPresent()) {
            engine.drop(Set.of(clone.name()));
        } else if (taken) {
            List<String> remarks = engine.create(clone, "s", false);
            if (!remarks.toString().contains("kept")) {
                faults.add("nothing was taken over: " + remarks);
            }
            crashSoon();
        }
    }

    /** Another way to run a query, from now on and after each crash. */
    private void tune() {
        List<CatalogObject> queries = queries();
        String name = queries.get(random.nextInt(queries.size())).name();
        if (engine.find(name).isPresent()) {
            engine.alter(
                    name,
                    Map.of(
                            "checkpoint.mode", mode().toString(),
                            "alignment.timeout", random.nextInt(10) + " ms",
                            "checkpoint.async", String.valueOf(random.nextBoolean()),
                            "checkpoint.incremental", String.valueOf(random.nextBoolean()),
                            "state.backend", random.nextBoolean() ? "memory" : "filesystem",
                            "parallelism", String.valueOf(1 + random.nextInt(4))));
        }
    }

    private boolean ready() {
        return queries().stream().allMatch(object -> engine.find(object.name()).isPresent());
    }

    private void rollback() {
        List<Long> then = atSavepoint;
        if (then != null && rollsBack) {
            afterRollback = then;
            storage.fillUp(0);
            planted.on = false;
            engine.rollbackTo("s");
            planted.on = true;
            rolledBack(then);
        }
    }

    private void rolledBack(List<Long> then) {
        acknowledged.clear();
        acknowledged.addAll(then);
        shown = shownAtSavepoint;
        drawn.clear();
        stopped.clear();
        stopped.putAll(stoppedAtSavepoint);
        afterRollback = null;
    }

    private void write() {
        try (TableTransaction transaction = engine.begin(Set.of("public.t"))) {
            boolean delete = !acknowledged.isEmpty() && random.nextInt(3) == 0;
            long value = delete ? acknowledged.get(random.nextInt(acknowledged.size())) : random.nextInt(1_000);
            BatchBuilder builder = new BatchBuilder(TestConnectors.ROWS, 4);
            builder.ints(0).append((int) (value % 7));
            builder.longs(1).append(value);
            builder.endRow(delete ? -1 : 1);
            transaction.write("public.t", builder.build());
            unsure = delete ? -value - 1 : value;
            drawn.keySet().removeIf(row -> row.startsWith(value + "/"));
            lastCommit = transaction.commit();
            apply(unsure);
            unsure = null;
        }
    }

    private void apply(long change) {
        if (change < 0) {
            acknowledged.remove((Long) (-change - 1));
        } else {
            acknowledged.add(change);
        }
    }

    /** Everything read together agrees with itself and with what was acknowledged. */
    private void check(String when) {
        whenAllRun(() -> checkAll(when));
    }

    private void checkAll(String when) {
        engine.checkpoints().forEach(checkpoint -> checkpoint.queries().stream()
                .filter(share -> share.mode().equals("unaligned"))
                .forEach(share -> overtaken.add(share.query() + " at " + checkpoint.epoch())));
        TreeMap<String, Integer> table = read("public.t", when);
        TreeMap<String, Integer> expected = rows(acknowledged);
        Long half = unsure;
        List<Long> back = afterRollback;
        if (back != null && !table.equals(expected)) {
            rolledBack(back);
            expected = rows(acknowledged);
        }
        if (back != null && !isAsStopped(stopped) && isAsStopped(stoppedAtSavepoint)) {
            stopped.clear();
            stopped.putAll(stoppedAtSavepoint);
        }
        if (back != null) {
            // Whether it happened is not known where the table is the same before and after.
            shown = shownAtSavepoint;
            drawn.clear();
        }
        afterRollback = null;
        if (!table.equals(expected) && half != null) {
            apply(half);
            expected = rows(acknowledged);
        }
        unsure = null;
        expect(when + ": table", expected, table);
        checkStopped(when);
        if (engine.find("public.sums").isPresent()) {
            expect(when + ": sums", sums(shownBy("public.sums")), read("public.sums", when));
        }
        if (engine.find("public.sums_again").isPresent()) {
            expect(when + ": sums again", sums(acknowledged), read("public.sums_again", when));
        }
        checkDrawn(when);
        checkConnectorRows(when);
        checkSavepointOfQuery(when);
        checkNoneGivenUp(when);
        expect(when + ": rows the sink holds twice", List.of(), ledger.rowsHeldTwice());
    }

    /** A row keeps its random number, whatever happens; equal rows have numbers of their own. */
    private void checkDrawn(String when) {
        if (engine.find(SimulationPlans.DRAWN).isEmpty()) {
            return;
        }
        TreeMap<String, Integer> rows = read(SimulationPlans.DRAWN, when);
        TreeMap<Long, Long> values = new TreeMap<>();
        rows.forEach((row, copies) ->
                values.merge(Long.parseLong(row.substring(0, row.indexOf('/'))), (long) copies, Long::sum));
        TreeMap<Long, Long> expected = new TreeMap<>();
        shownBy(SimulationPlans.DRAWN).forEach(value -> expected.merge(value, 1L, Long::sum));
        expect(when + ": rows with random numbers", expected, values);
        drawn.forEach((row, copies) -> expect(when + ": random number " + row, copies, rows.get(row)));
        rows.values().forEach(copies -> expect(when + ": rows with one random number", 1, copies));
        drawn.clear();
        if (!stopped.containsKey(SimulationPlans.DRAWN)) {
            drawn.putAll(rows);
        }
    }

    private boolean isAsStopped(Map<String, List<Long>> queries) {
        return queries().stream().allMatch(query -> isStopped(query.name()) == queries.containsKey(query.name()));
    }

    /** A view of a connector's rows holds the first rows of each split, at least those it has shown before. */
    private void checkConnectorRows(String when) {
        if (engine.find("public.seen").isEmpty()) {
            return;
        }
        TreeMap<String, Integer> rows = read("public.seen", when);
        Map<Long, Long> counts = new TreeMap<>();
        rows.keySet()
                .forEach(row ->
                        counts.merge(Long.parseLong(row.substring(row.indexOf('/') + 1)) / 1_000, 1L, Long::sum));
        TreeMap<String, Integer> prefix = new TreeMap<>();
        counts.forEach((split, count) -> {
            for (long i = 0; i < count; i++) {
                prefix.put(i % 7 + "/" + (split * 1_000L + i), 1);
            }
        });
        expect(when + ": rows of the connector", prefix, rows);
        shown.forEach((split, count) -> {
            if (counts.getOrDefault(split, 0L) < count) {
                faults.add(when + ": split " + split + " was seen up to row " + count + " and now up to "
                        + counts.getOrDefault(split, 0L));
            }
        });
        shown = counts;
    }

    /** Whatever fails runs again soon. */
    private void checkNoneGivenUp(String when) {
        engine.queries().stream()
                .filter(query -> query.state().equals("FAILED"))
                .forEach(query -> faults.add(when + ": " + query.name() + " was given up: " + query.error()));
    }

    private void expect(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            faults.add(what + ": expected " + expected + " but found " + found);
        }
    }

    private static TreeMap<String, Integer> rows(List<Long> values) {
        TreeMap<String, Integer> rows = new TreeMap<>();
        values.forEach(value -> rows.merge(value % 7 + "/" + value, 1, Integer::sum));
        return rows;
    }

    private static TreeMap<String, Integer> sums(List<Long> values) {
        TreeMap<Long, Long> byKey = new TreeMap<>();
        values.forEach(value -> byKey.merge(value % 7, value, Long::sum));
        TreeMap<String, Integer> rows = new TreeMap<>();
        byKey.forEach((key, sum) -> rows.put(key + "/" + sum, 1));
        return rows;
    }

    private TreeMap<String, Integer> read(String relation, String when) {
        TreeMap<String, Integer> rows = new TreeMap<>();
        long epoch = 0;
        try (QueryRun run = engine.run(SimulationPlans.select(relation), SimulationPlans.finite(lastCommit))) {
            while (!run.ended()) {
                scheduler.run(1);
                QueryRun.ResultBatch part = run.next(0);
                if (part != null) {
                    epoch = Math.max(epoch, part.epoch());
                    part.batches().forEach(batch -> add(batch, rows));
                }
            }
        }
        long before = newestEpochSeen.getOrDefault(relation, 0L);
        if (epoch < before) {
            faults.add(when + ": " + relation + " at epoch " + epoch + " after " + before);
        }
        newestEpochSeen.put(relation, Math.max(before, epoch));
        return rows;
    }

    private static void add(RowBatch batch, Map<String, Integer> into) {
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            into.merge(SimulationPlans.text(batch, row), batch.weight(row), Integer::sum);
        }
    }

    /** When all input is read: views and sink hold each row once. */
    private void settle() {
        storage.fillUp(0);
        if (byHand) {
            restartAll();
        }
        for (String name : List.copyOf(stopped.keySet())) {
            if (isStopped(name)) {
                engine.resume(name);
            }
            stopped.remove(name);
        }
        for (int round = 0; round < 10_000 && !finished(); round++) {
            scheduler.run(200);
        }
        engine.checkpoint();
        check("at the end");
        TreeMap<String, Integer> numbers = new TreeMap<>();
        TreeMap<Long, Long> byKey = new TreeMap<>();
        for (int split = 0; split < SPLITS; split++) {
            for (long i = 0; i < ROWS_PER_SPLIT; i++) {
                numbers.put(i % 7 + "/" + (split * 1_000L + i), 1);
                byKey.merge(i % 7, split * 1_000L + i, Long::sum);
            }
        }
        expect("the sink", rollsBack ? Map.of() : numbers, ledger.committed);
        TreeMap<String, Integer> sums = new TreeMap<>();
        byKey.forEach((key, sum) -> sums.put(key + "/" + sum, 1));
        expect("the view over the connector", sums, read("public.numbers", "at the end"));
        if (engine.find("public.numbers_again").isPresent()) {
            expect("the view made again", sums, read("public.numbers_again", "at the end"));
        }
        expect("the view of the connector's rows", numbers, read("public.seen", "at the end"));
        engine.close();
    }

    private boolean finished() {
        return engine.queries().stream()
                .filter(query -> Set.of("public.numbers", "public.numbers_again", "public.seen", "public.copy")
                        .contains(query.name()))
                .allMatch(query -> query.state().equals("FINISHED"));
    }
}
