package io.millrace.campaign.query;

import io.millrace.campaign.answer.DuckDb;
import io.millrace.campaign.answer.Rows;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One world through all its commits in both engines; after each, every query is answered as finite query and as view, and
 * the answers are compared. The finite query is asked once as a plain statement, and then by a prepared one: both ways are
 * tried, and planned once.
 */
final class WorldRun {
    /** Cross joins of cross joins would take minutes, and say nothing more. */
    private static final int ROWS_MAX = 20_000;

    private final OurEngine ours;
    private final DuckDb theirs;
    private final World world;
    private final boolean restart;
    private final Map<QueryCase, Verdict> verdicts = new LinkedHashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private Optional<String> failure = Optional.empty();

    WorldRun(OurEngine ours, DuckDb theirs, World world, boolean restart) {
        this.ours = ours;
        this.theirs = theirs;
        this.world = world;
        this.restart = restart;
    }

    /**
     * One query of a case.
     *
     * @param reference the query for DuckDB
     * @param previous the answer before, to see what was deleted
     */
    private record Asked(
            String view, Query query, String reference, boolean kept, Verdict verdict, List<Rows> previous) {}

    private final Map<Asked, Follower> followers = new LinkedHashMap<>();

    /** The verdicts of all cases. */
    Map<QueryCase, Verdict> run(List<QueryCase> cases) throws SQLException {
        cases.forEach(query -> verdicts.put(query, new Verdict()));
        try {
            for (String statement : world.setup()) {
                ours.execute(Dialect.OURS.of(statement));
                theirs.execute(Dialect.THEIRS.of(statement));
            }
            cases.forEach(this::create);
            compareAll("at first");
            for (int i = 0; i < world.commits().size() && failure.isEmpty(); i++) {
                if (restart && i == world.commits().size() / 2) {
                    List<Asked> followed = List.copyOf(followers.keySet());
                    closeFollowers();
                    ours.restart();
                    followed.forEach(this::follow);
                }
                String after = "after " + world.commits().get(i);
                commit(world.commits().get(i));
                compareTables(after);
                if (failure.isEmpty()) {
                    compareAll(after);
                }
            }
        } finally {
            closeFollowers();
            ours.forget();
            dropAll();
        }
        return verdicts;
    }

    /** Where the engines disagree about a change; the queries mean nothing then. */
    Optional<String> failure() {
        return failure;
    }

    private void failAll(String what) {
        if (failure.isEmpty()) {
            failure = Optional.of(what);
        }
    }

    private void create(QueryCase queryCase) {
        Verdict verdict = java.util.Objects.requireNonNull(verdicts.get(queryCase));
        boolean kept = create(queryCase.name(), queryCase.query(), verdict);
        if (kept && queryCase.followed()) {
            follow(asked.get(asked.size() - 1));
        }
        if (kept && verdict.open() && queryCase.above().isPresent()) {
            create(queryCase.name() + "b", queryCase.above().get(), verdict);
        }
    }

    private void follow(Asked one) {
        attempt(() -> followers.put(
                        one,
                        ours.follow(one.query().ours(), one.query().columns().size())))
                .ifPresent(error -> judge("SELECT STREAM", error, Optional.empty(), one.verdict()));
    }

    private void closeFollowers() throws SQLException {
        for (Follower follower : followers.values()) {
            follower.close();
        }
        followers.clear();
    }

    /**
     * The query for DuckDB. Whether it leaves late rows out is read from the plan, for a part that is left out of the plan makes
     * it no query that fires; that what is in the plan does fire is seen by the answers, which only a watermark completes.
     */
    private String reference(Query query) {
        String text = query.theirs();
        if (text.equals(query.theirsWithLateRows())) {
            return text;
        }
        try {
            boolean leavesOut = ours.plan(query.ours()).contains("left out");
            return leavesOut ? text : query.theirsWithLateRows();
        } catch (SQLException e) {
            return text;
        }
    }

    /** Whether there is a view now. */
    private boolean create(String view, Query query, Verdict verdict) {
        String ourText = query.ours();
        String reference = reference(query);
        long[] rows = new long[1];
        Optional<SQLException> theirError = attempt(() -> {
            theirs.execute("CREATE VIEW " + view + " AS " + reference);
            rows[0] = theirs.number("SELECT COUNT(*) FROM " + view);
        });
        if (rows[0] > ROWS_MAX) {
            verdict.passOver("more than " + ROWS_MAX + " rows");
            return false;
        }
        Optional<SQLException> finite = attempt(() -> ours.query(ourText));
        if (theirError.isEmpty()) {
            theirError = attempt(() -> theirs.query("SELECT * FROM " + view));
        }
        if (finite.isPresent() && !judge("SELECT", finite.get(), theirError, verdict)) {
            return false;
        } else if (theirError.isPresent()) {
            verdict.passOver("DuckDB: " + theirError.get().getMessage());
            return false;
        }
        Optional<SQLException> kept =
                attempt(() -> ours.execute("CREATE MATERIALIZED VIEW " + view + " AS " + ourText));
        if (kept.isPresent() && !"0A000".equals(kept.get().getSQLState())) {
            judge("CREATE MATERIALIZED VIEW", kept.get(), theirError, verdict);
            return false;
        }
        asked.add(new Asked(view, query, reference, kept.isEmpty(), verdict, new ArrayList<>()));
        return kept.isEmpty();
    }

    /** Always false: an error ends it. */
    private static boolean judge(String what, SQLException error, Optional<SQLException> theirError, Verdict verdict) {
        if ("0A000".equals(error.getSQLState())) {
            verdict.refuse(String.valueOf(error.getMessage()));
        } else if (theirError.isPresent() && !OurEngine.HUNG.equals(error.getMessage()) && !internal(error)) {
            verdict.passOver(
                    "both: " + error.getMessage() + " / " + theirError.get().getMessage());
        } else {
            verdict.fail(what + ": " + error.getSQLState() + " " + error.getMessage());
        }
        return false;
    }

    private static boolean internal(SQLException error) {
        return String.valueOf(error.getSQLState()).startsWith("XX");
    }

    private void commit(List<String> statements) throws SQLException {
        Optional<SQLException> ourError;
        int[] counts = new int[2];
        if (statements.size() == 1) {
            ourError = attempt(() -> counts[0] = ours.execute(Dialect.OURS.of(statements.get(0))));
        } else {
            ourError = attempt(() -> ours.executeTogether(
                    statements.stream().map(Dialect.OURS::of).toList()));
        }
        theirs.execute("BEGIN");
        Optional<SQLException> theirError = attempt(() -> {
            for (String statement : statements) {
                counts[1] = theirs.update(Dialect.THEIRS.of(statement));
            }
        });
        theirs.execute(theirError.isPresent() ? "ROLLBACK" : "COMMIT");
        if (ourError.isPresent() != theirError.isPresent()) {
            failAll("change " + statements + ": ours " + said(ourError) + ", theirs " + said(theirError));
        } else if (ourError.isEmpty()
                && statements.size() == 1
                && counts[0] != counts[1]
                && !statements.get(0).startsWith("TRUNCATE")) {
            failAll("change " + statements + ": update count " + counts[0] + " instead of " + counts[1]);
        }
    }

    private static String said(Optional<SQLException> error) {
        return error.map(e -> e.getSQLState() + " " + e.getMessage()).orElse("no error");
    }

    private void compareTables(String after) throws SQLException {
        for (Table table : world.tables()) {
            String sql = "SELECT * FROM " + table.name();
            ours.queryAgain(sql)
                    .difference(theirs.query(sql))
                    .ifPresent(difference -> failAll("table " + table.name() + " " + after + ": " + difference));
        }
    }

    private void compareAll(String after) {
        for (Asked one : asked) {
            if (one.verdict().open()) {
                compare(one, after);
            }
        }
    }

    private void compare(Asked one, String after) {
        Rows expected;
        try {
            expected = theirs.query(one.query().ordered() ? one.reference() : "SELECT * FROM " + one.view());
        } catch (SQLException e) {
            one.verdict().passOver("DuckDB: " + e.getMessage());
            return;
        }
        one.verdict().sawRows(expected.count() > 0);
        if (!one.previous().isEmpty()) {
            one.verdict().sawDeletes(expected.lacks(one.previous().get(0)));
        }
        one.previous().clear();
        one.previous().add(expected);
        try {
            Rows finite = ours.queryAgain(one.query().ours());
            Optional<String> difference = one.query().ordered()
                    ? finite.numbered().difference(expected.numbered())
                    : finite.difference(expected);
            difference.ifPresent(text -> one.verdict().fail("SELECT " + after + ": " + text));
            if (one.kept()) {
                ours.queryAgain("SELECT * FROM " + one.view())
                        .difference(expected)
                        .ifPresent(text -> one.verdict().fail("view " + one.view() + " " + after + ": " + text));
            }
            Follower follower = followers.get(one);
            if (follower != null && one.verdict().open()) {
                ours.reach(follower, expected)
                        .ifPresent(text -> one.verdict().fail("SELECT STREAM " + after + ": " + text));
            }
        } catch (SQLException e) {
            judge("SELECT " + after, e, Optional.empty(), one.verdict());
        }
    }

    private void dropAll() throws SQLException {
        for (Table table : world.tables()) {
            ours.execute("DROP TABLE IF EXISTS " + table.name() + " CASCADE");
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Act {
        void run() throws SQLException;
    }

    private static Optional<SQLException> attempt(Act act) {
        try {
            act.run();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }
}
