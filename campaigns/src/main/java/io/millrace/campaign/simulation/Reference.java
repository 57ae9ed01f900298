package io.millrace.campaign.simulation;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Table;
import io.millrace.campaign.query.QueryCase;
import io.millrace.campaign.query.World;
import io.millrace.executor.clock.SystemClock;
import io.millrace.executor.engine.CatalogObject;
import io.millrace.executor.engine.Engine;
import io.millrace.executor.engine.EngineOptions;
import io.millrace.executor.engine.Engines;
import io.millrace.executor.engine.TableTransaction;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.server.catalog.Connectors;
import io.millrace.server.database.MillraceDatabase;
import io.millrace.server.session.Database;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.Session;
import io.millrace.server.session.StatementResult;
import io.millrace.server.setting.DatabaseSettings;
import io.millrace.server.system.SystemTables;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A database in memory that nothing happens to: what it is told by SQL becomes a {@link Script}, with the plans, the rows that each
 * commit writes, and what the views hold.
 *
 * <p><b>Threading:</b> one thread. <b>Ownership:</b> close it.
 */
final class Reference implements AutoCloseable {
    static final String PROGRESS = "public.progress";
    /** More would take too long. */
    private static final int ROWS_MAX = 2_000;

    private static final int QUERIES = 3;
    private static final long WAIT_MILLIS = 1_000;

    private final Engine engine;
    private final Database database;
    private final Session session;

    private List<Script.Step> steps = new ArrayList<>();
    private List<Map<String, TreeMap<String, Integer>>> after = new ArrayList<>();
    private Optional<PhysicalPlan> planRun = Optional.empty();
    private long lastCommit;

    Reference() {
        EngineOptions options = DatabaseSettings.engineOptions(
                Optional.empty(), Map.of("epoch.interval", "2ms", "restart.attempts", "0"));
        SystemTables systemTables = new SystemTables();
        engine = Engines.open(options, Map.of(), systemTables);
        Engine overheard = overheard(Engine.class, engine, this::engineCalled);
        database = new MillraceDatabase(overheard, options, new Connectors(List.of()), systemTables, new SystemClock());
        session = database.openSession(Map.of());
    }

    /** Hears of a call and its result, and may give another one. */
    private interface Ear {
        Object heard(String method, Object[] arguments, Object result);
    }

    private static <T> T overheard(Class<T> type, T real, Ear ear) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                Object result = method.invoke(real, arguments);
                return ear.heard(method.getName(), arguments == null ? new Object[0] : arguments, result);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object engineCalled(String method, Object[] arguments, Object result) {
        if (method.equals("run")) {
            planRun = Optional.of((PhysicalPlan) arguments[0]);
        } else if (method.equals("create") && arguments.length == 1) {
            steps.add(new Script.Create((CatalogObject) arguments[0]));
        } else if (method.equals("begin")) {
            @SuppressWarnings("unchecked")
            Set<String> tables = Set.copyOf((Set<String>) arguments[0]);
            List<Script.Change> changes = new ArrayList<>();
            return overheard(
                    TableTransaction.class,
                    (TableTransaction) result,
                    (called, given, answer) -> transactionCalled(called, given, answer, tables, changes));
        }
        return result;
    }

    private Object transactionCalled(
            String method, Object[] arguments, Object result, Set<String> tables, List<Script.Change> changes) {
        if (method.equals("write")) {
            changes.add(new Script.Change((String) arguments[0], (RowBatch) arguments[1]));
        } else if (method.equals("commit") && (long) result > 0) {
            lastCommit = (long) result;
            steps.add(new Script.Commit(tables, List.copyOf(changes)));
        }
        return result;
    }

    /** What a seed stands for. */
    Script script(long seed) {
        World world = World.generate(Choices.seeded(seed * 1_000_003));
        List<QueryCase> cases = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            cases.add(QueryCase.generate("q" + i, world, Choices.seeded((seed + 77) * 1_000_033 + i)));
        }
        while (true) {
            Optional<QueryCase> failing = Optional.empty();
            try {
                Optional<Script> script = record(world, cases);
                if (script.isPresent()) {
                    return script.get();
                }
                failing = Optional.of(cases.get(cases.size() - 1));
            } finally {
                forget(world);
            }
            failing.ifPresent(cases::remove);
        }
    }

    /** Empty if one of the queries fails on the way, as queries over any numbers may. */
    private Optional<Script> record(World world, List<QueryCase> cases) {
        steps = new ArrayList<>();
        after = new ArrayList<>();
        Map<String, PhysicalPlan> finite = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        execute("CREATE TABLE progress (n BIGINT PRIMARY KEY)");
        world.setup().forEach(sql -> execute(Dialect.OURS.of(sql)));
        for (QueryCase one : cases) {
            create(one.name(), one.query().ours(), finite, texts);
            if (texts.containsKey(one.name()) && one.above().isPresent()) {
                create(one.name() + "b", one.above().get().ours(), finite, texts);
            }
        }
        try {
            fillUpAfter();
            for (List<String> commit : world.commits()) {
                attempt(() -> session.executeBatch(
                        commit.stream().map(Dialect.OURS::of).toList(), ExecutionOptions.unlimited()));
                fillUpAfter();
            }
        } catch (MillraceException e) {
            return Optional.empty();
        }
        return Optional.of(new Script(List.copyOf(steps), List.copyOf(after), finite, texts));
    }

    private void create(String view, String query, Map<String, PhysicalPlan> finite, Map<String, String> texts) {
        boolean answers = attempt(() -> answer(query));
        if (answers && attempt(() -> execute("CREATE MATERIALIZED VIEW " + view + " AS " + query))) {
            finite.put("public." + view, planRun.orElseThrow());
            texts.put(view, query);
        }
    }

    private void answer(String query) {
        StatementResult result = session.execute(session.prepare(query), List.of(), ExecutionOptions.unlimited());
        if (result instanceof StatementResult.Rows rows) {
            try (var cursor = rows.cursor()) {
                int count = 0;
                while (!cursor.ended()) {
                    count += cursor.next(ROWS_MAX, WAIT_MILLIS).size();
                    if (count > ROWS_MAX) {
                        throw MillraceException.notSupported("so many rows");
                    }
                }
            }
        }
    }

    private static boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (MillraceException e) {
            return false;
        }
    }

    private void execute(String sql) {
        session.execute(session.prepare(sql), List.of(), ExecutionOptions.unlimited());
    }

    /** Reads the views once for all steps since the last time; those before hold what is not looked at. */
    private void fillUpAfter() {
        while (after.size() < steps.size() - 1) {
            after.add(Map.of());
        }
        if (after.size() < steps.size()) {
            Map<String, TreeMap<String, Integer>> views = new TreeMap<>();
            for (CatalogObject object : engine.catalog()) {
                if (object.kind() == CatalogObject.Kind.MATERIALIZED_VIEW) {
                    views.put(
                            object.name(),
                            Reading.rows(engine, Reading.all(object), lastCommit, 1, WAIT_MILLIS, () -> {}));
                }
            }
            after.add(views);
        }
    }

    private void forget(World world) {
        for (Table table : world.tables()) {
            execute("DROP TABLE IF EXISTS " + table.name() + " CASCADE");
        }
        execute("DROP TABLE progress");
    }

    @Override
    public void close() {
        session.close();
        database.close();
    }
}
