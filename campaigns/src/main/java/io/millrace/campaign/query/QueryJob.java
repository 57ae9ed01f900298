package io.millrace.campaign.query;

import io.millrace.campaign.answer.DuckDb;
import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.choice.Shrinker;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs generated cases, a dozen to a world, and shrinks those that fail. What a world is depends on the number of its
 * queries alone.
 *
 * <p><b>Threading:</b> one thread; other jobs run beside, each with engines of its own. <b>Ownership:</b> close it.
 */
final class QueryJob implements AutoCloseable {
    static final int QUERIES_PER_WORLD = 12;
    /** A world lives for a second or two. */
    private static final String CHECKPOINTS = "100ms";

    private static final int SECONDS_MAX = 30;
    private static final int SHRINK_SECONDS_MAX = 5;
    /** It does not answer any more then. */
    private static final String DUCKDB_BROKE = "FATAL Error";

    private static final int SHRINK_TRIALS = 600;
    private static final int SHRINK_SECONDS = 20;

    private final QueryOptions options;
    private final Progress progress;
    private Optional<OurEngine> engine = Optional.empty();

    QueryJob(QueryOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    private Choices worldChoices(long number) {
        return Choices.seeded(options.seed() * 1_000_003 + number / QUERIES_PER_WORLD * 2);
    }

    private Choices queryChoices(long number) {
        return Choices.seeded((options.seed() + 77) * 1_000_033 + number * 2 + 1);
    }

    /** From the number of one query to that of another, all of one world. */
    void runWorld(long first, long end) throws SQLException {
        try {
            compare(first, end);
        } catch (SQLException e) {
            progress.found("repeat with: bin/millrace-campaign queries --seed " + options.seed() + " --first " + first
                    + " --queries " + (end - first) + " --parallelism " + options.parallelism()
                    + System.lineSeparator() + "-- the world ends with " + e.getSQLState() + " " + e.getMessage());
        }
    }

    private void compare(long first, long end) throws SQLException {
        World world = World.generate(worldChoices(first));
        List<QueryCase> cases = new ArrayList<>();
        for (long number = first; number < end; number++) {
            cases.add(QueryCase.generate("q" + number, world, queryChoices(number)));
        }
        Result result = run(world, cases);
        if (result.change().isPresent()) {
            report(first, result.change().get());
            return;
        }
        for (int i = 0; i < cases.size(); i++) {
            Verdict verdict = result.verdicts().get(i);
            progress.add(cases.get(i), verdict);
            if (verdict.failure().isPresent()) {
                report(first + i, verdict.failure().get());
            }
        }
    }

    /**
     * What became of a world.
     *
     * @param change where the engines disagree about a change
     */
    private record Result(Optional<String> change, List<Verdict> verdicts) {
        /** Of a world with one query. */
        Optional<String> failure() {
            return change.isPresent() ? change : verdicts.get(0).failure();
        }
    }

    private Result run(World world, List<QueryCase> cases) throws SQLException {
        try (DuckDb theirs = DuckDb.open(1)) {
            WorldRun run =
                    new WorldRun(engine(), theirs, world, options.directory().isPresent());
            Map<QueryCase, Verdict> verdicts = run.run(cases);
            return new Result(run.failure(), List.copyOf(verdicts.values()));
        } catch (SQLException e) {
            closeEngine();
            if (String.valueOf(e.getMessage()).contains(DUCKDB_BROKE)) {
                return alone(world, cases);
            }
            throw e;
        } catch (RuntimeException e) {
            closeEngine();
            throw e;
        }
    }

    /** Each case in a world of its own, since one of them is too much for DuckDB. */
    private Result alone(World world, List<QueryCase> cases) throws SQLException {
        List<Verdict> verdicts = new ArrayList<>();
        if (cases.size() == 1) {
            Verdict verdict = new Verdict();
            verdict.passOver("DuckDB: a fatal error");
            verdicts.add(verdict);
        } else {
            for (QueryCase one : cases) {
                verdicts.addAll(run(world, List.of(one)).verdicts());
            }
        }
        return new Result(Optional.empty(), verdicts);
    }

    private OurEngine engine() throws SQLException {
        if (engine.isEmpty()) {
            String url = "jdbc:millrace:"
                    + options.directory().map(Object::toString).orElse("") + "?checkpoint.interval=" + CHECKPOINTS;
            engine = Optional.of(new OurEngine(url, options.parallelism(), SECONDS_MAX));
        }
        return engine.get();
    }

    @Override
    public void close() throws SQLException {
        closeEngine();
    }

    private void closeEngine() throws SQLException {
        if (engine.isPresent()) {
            OurEngine closing = engine.get();
            engine = Optional.empty();
            closing.close();
        }
    }

    private void report(long number, String failure) throws SQLException {
        progress.say("case " + number + ": " + failure);
        List<Choices> failing = List.of(worldChoices(number), queryChoices(number));
        // The choices are made when the case is.
        String[] last = {failure};
        Shrinker.Trial trial = choices ->
                fails(choices, kind(failure)).map(text -> last[0] = text).isPresent();
        String text = "";
        if (trial.fails(failing)) {
            engine().allow(SHRINK_SECONDS_MAX);
            List<Choices> small = new Shrinker(trial, SHRINK_TRIALS, SHRINK_SECONDS).shrink(failing);
            engine().allow(SECONDS_MAX);
            List<Choices> again =
                    small.stream().map(Choices::made).map(Choices::of).toList();
            Optional<String> said = fails(again, kind(failure));
            World world = World.generate(Choices.of(small.get(0).made()));
            text = text(
                            world,
                            QueryCase.generate(
                                    "q", world, Choices.of(small.get(1).made()))) + "-- "
                    + said.orElse("(not every time) " + last[0]);
        } else {
            text = "does not fail alone: " + failure;
        }
        String finding = "repeat with: bin/millrace-campaign queries --seed " + options.seed() + " --first " + number
                + " --queries 1 --parallelism " + options.parallelism() + System.lineSeparator() + text;
        progress.found(finding);
    }

    /** A failure may only be shrunk to one of its kind. */
    private static String kind(String failure) {
        String[] words = failure.split("[ :]+", 3);
        return failure.startsWith("SELECT: ") || failure.startsWith("CREATE MATERIALIZED")
                ? failure.replaceAll("(?s)^(.*?: \\S+).*", "$1")
                : words[0];
    }

    private Optional<String> fails(List<Choices> choices, String kind) {
        try {
            World world = World.generate(choices.get(0));
            QueryCase queryCase = QueryCase.generate("q", world, choices.get(1));
            return run(world, List.of(queryCase)).failure().filter(failure -> kind(failure)
                    .equals(kind));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static String text(World world, QueryCase queryCase) {
        StringBuilder text = new StringBuilder();
        boolean events = World.isOfEvents(
                queryCase.query().sql() + queryCase.above().map(Query::sql).orElse(""));
        world.setup().stream()
                .filter(statement -> events || !World.isOfEvents(statement))
                .forEach(statement -> line(text, statement));
        line(text, "CREATE MATERIALIZED VIEW q AS " + queryCase.query().sql());
        queryCase.above().ifPresent(above -> line(text, "CREATE MATERIALIZED VIEW qb AS " + above.sql()));
        if (queryCase.followed()) {
            line(text, "-- SELECT STREAM * FROM (" + queryCase.query().sql() + ") AS followed");
        }
        world.commits().forEach(commit -> commit.stream()
                .filter(statement -> events || !World.isOfEvents(statement))
                .forEach(statement -> line(text, statement)));
        line(text, queryCase.query().sql());
        return text.toString();
    }

    private static void line(StringBuilder text, String statement) {
        text.append(Dialect.OURS.of(statement)).append(';').append(System.lineSeparator());
    }
}
