package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.answer.DuckDb;
import io.millrace.campaign.answer.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random window functions and Top-N queries, as finite queries and as views after each of several changes of their table,
 * answer what DuckDB answers. Where ties would matter, the order ends in the key. {@code -Dmillrace.seed} repeats a run.
 *
 * <p>§ before a parenthesis stands for IGNORE NULLS, which DuckDB has inside it and we behind.
 */
final class OverAnswersTest {
    private static final int QUERIES = 12;
    private static final int EPOCHS = 4;
    private static final List<String> COLUMNS = List.of("k", "i", "b", "d", "x", "s", "t", "o");

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void agreesWithDuckDb(int parallelism) throws SQLException {
        long seed = Long.getLong("millrace.seed", 1) * 31 + parallelism;
        Random random = new Random(seed);
        try (DuckDb duckDb = DuckDb.open();
                Connection connection = DriverManager.getConnection("jdbc:millrace:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET parallelism = " + parallelism);
            String columns =
                    "(k INTEGER PRIMARY KEY, i INTEGER, b BIGINT NOT NULL, d DECIMAL(10, 2), x DOUBLE, s VARCHAR,"
                            + " t TIMESTAMP, o BOOLEAN)";
            statement.execute("CREATE TABLE r " + columns);
            duckDb.execute("CREATE TABLE r " + columns);
            duckDb.execute("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
            List<String> queries = new ArrayList<>();
            for (int i = 0; i < QUERIES; i++) {
                String query = query(random);
                queries.add(query);
                try {
                    statement.execute("CREATE MATERIALIZED VIEW v" + i + " AS " + ours(query));
                } catch (SQLException e) {
                    throw new AssertionError(query, e);
                }
            }
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                for (String change : changes(random, epoch)) {
                    statement.execute(change);
                    duckDb.execute(change);
                }
                for (int i = 0; i < QUERIES; i++) {
                    Rows expected = expected(duckDb, queries.get(i));
                    String what = "seed " + seed + ", epoch " + epoch + ": " + queries.get(i);
                    assertThat(rows(statement, "SELECT * FROM v" + i).difference(expected))
                            .as("view, %s", what)
                            .isEmpty();
                    assertThat(rows(statement, ours(queries.get(i))).difference(expected))
                            .as("%s", what)
                            .isEmpty();
                }
            }
        }
    }

    private static Rows rows(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            return Rows.read(result);
        }
    }

    private static String ours(String query) {
        return query.replace("§)", ") IGNORE NULLS");
    }

    private static Rows expected(DuckDb duckDb, String query) {
        try {
            return duckDb.query(query.replace("§)", " IGNORE NULLS)"));
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** Keys come in rows of three, so that updates meet some that are there and some that are not. */
    private static List<String> changes(Random random, int epoch) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            changes.add("INSERT INTO r VALUES (" + (epoch * 100 + i * 3) + ", " + value(random, "i") + ", "
                    + (random.nextInt(9) - 4) + ", " + value(random, "d") + ", " + value(random, "x") + ", "
                    + value(random, "s") + ", " + value(random, "t") + ", " + value(random, "o") + ")");
        }
        if (epoch > 0) {
            String column = COLUMNS.get(3 + random.nextInt(5));
            changes.add("UPDATE r SET " + column + " = " + value(random, column) + ", i = " + value(random, "i")
                    + " WHERE k % 4 = " + random.nextInt(4));
            changes.add("DELETE FROM r WHERE k % 7 = " + random.nextInt(7));
        }
        return changes;
    }

    private static String value(Random random, String column) {
        if (random.nextInt(6) == 0) {
            return "NULL";
        }
        return switch (column) {
            case "d" -> (random.nextInt(2001) - 1000) / 100 + "." + (10 + random.nextInt(90));
            case "x" -> String.format(Locale.ROOT, "%.3f", random.nextInt(4001) / 1000.0 - 2);
            case "s" -> "'" + "äbcz".charAt(random.nextInt(4)) + "'";
            case "t" ->
                "TIMESTAMP '2024-0" + (1 + random.nextInt(3)) + "-" + (10 + random.nextInt(20)) + " 1"
                        + random.nextInt(10) + ":00:00'";
            case "o" -> random.nextBoolean() ? "TRUE" : "FALSE";
            default -> String.valueOf(random.nextInt(9) - 4);
        };
    }

    private static String query(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> top(random);
            case 1 ->
                "SELECT k, i FROM r ORDER BY " + order(random) + " LIMIT " + (1 + random.nextInt(8))
                        + (random.nextBoolean() ? " OFFSET " + random.nextInt(4) : "");
            default -> functions(random);
        };
    }

    private static String top(Random random) {
        int limit = 1 + random.nextInt(3);
        String condition =
                switch (random.nextInt(4)) {
                    case 0 -> "p = " + limit;
                    case 1 -> "p < " + limit + " AND i > 0";
                    case 2 -> "p BETWEEN 2 AND " + (limit + 2);
                    default -> "p <= " + limit;
                };
        String rank = List.of("ROW_NUMBER", "RANK", "DENSE_RANK").get(random.nextInt(3));
        String order = rank.equals("ROW_NUMBER") ? order(random) : "b, o";
        String columns = random.nextBoolean() ? "k, i, p" : "k, s";
        return "SELECT " + columns + " FROM (SELECT *, " + rank + "() OVER (" + partition(random) + " ORDER BY " + order
                + ") AS p FROM r) AS ranked WHERE " + condition;
    }

    private static String functions(Random random) {
        StringBuilder query = new StringBuilder("SELECT k");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            query.append(", ").append(function(random)).append(" AS f").append(i);
        }
        query.append(" FROM r");
        return random.nextInt(3) == 0 ? query + " WHERE b <> 0" : query.toString();
    }

    private static String partition(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "PARTITION BY s";
            case 1 -> "PARTITION BY b % 3, o";
            case 2 -> "PARTITION BY i";
            default -> "";
        };
    }

    private static String direction(Random random) {
        return (random.nextBoolean() ? " DESC" : "")
                + (random.nextInt(3) == 0 ? " NULLS FIRST" : random.nextInt(3) == 0 ? " NULLS LAST" : "");
    }

    private static String order(Random random) {
        return COLUMNS.get(random.nextInt(COLUMNS.size())) + direction(random) + ", k"
                + (random.nextBoolean() ? " DESC" : "");
    }

    private static String function(Random random) {
        String over = " OVER (" + partition(random) + " ORDER BY ";
        String column = COLUMNS.get(1 + random.nextInt(7));
        String number = List.of("i", "b", "d", "x").get(random.nextInt(4));
        String nulls = random.nextInt(3) == 0 ? "§)" : ")";
        return switch (random.nextInt(8)) {
            case 0 ->
                List.of("RANK()", "DENSE_RANK()", "PERCENT_RANK()", "CUME_DIST()")
                                .get(random.nextInt(4)) + over + "s" + direction(random) + ")";
            case 1 -> "ROW_NUMBER()" + over + order(random) + ")";
            case 2 -> "NTILE(" + (1 + random.nextInt(4)) + ")" + over + order(random) + ")";
            case 3 ->
                (random.nextBoolean() ? "LAG(" : "LEAD(") + column
                        + (random.nextBoolean() ? ", " + random.nextInt(3) : "") + nulls + over + order(random) + ")";
            case 4 ->
                List.of("FIRST_VALUE(", "LAST_VALUE(").get(random.nextInt(2)) + column + nulls + over + placed(random)
                        + ")";
            case 5 -> "NTH_VALUE(" + column + ", 2" + nulls + over + placed(random) + ")";
            case 6 ->
                List.of("MIN(", "MAX(", "COUNT(").get(random.nextInt(3)) + column + ")" + over + ordered(random) + ")";
            default ->
                List.of("SUM(", "AVG(").get(random.nextInt(2)) + number + ")"
                        + (random.nextInt(3) == 0 ? " FILTER (WHERE o)" : "") + over + ordered(random) + ")";
        };
    }

    /** Order and frame, without ties. */
    private static String placed(Random random) {
        return order(random) + (random.nextBoolean() ? " ROWS BETWEEN " + bounds(random, "") : "");
    }

    /** Order and frame. */
    private static String ordered(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> order(random) + " ROWS BETWEEN " + bounds(random, "");
            case 1 -> List.of("i", "b", "d", "x").get(random.nextInt(4)) + direction(random) + ", k";
            case 2 -> {
                String key = List.of("i", "b", "d", "x", "k").get(random.nextInt(5));
                yield key + direction(random) + " RANGE BETWEEN " + bounds(random, "");
            }
            case 3 -> {
                String unit = List.of(" DAY", " HOUR", " MONTH").get(random.nextInt(3));
                yield "t" + direction(random) + " RANGE BETWEEN " + bounds(random, unit);
            }
            default -> order(random);
        };
    }

    private static String bounds(Random random, String unit) {
        List<String> kinds =
                List.of("UNBOUNDED PRECEDING", "% PRECEDING", "CURRENT ROW", "% FOLLOWING", "UNBOUNDED FOLLOWING");
        int start = random.nextInt(4);
        int end = Math.max(1, start + random.nextInt(5 - start));
        return kinds.get(start).replace("%", offset(random, unit)) + " AND "
                + kinds.get(end).replace("%", offset(random, unit))
                + (random.nextInt(3) == 0
                        ? " EXCLUDE "
                                + List.of("CURRENT ROW", "GROUP", "TIES", "NO OTHERS")
                                        .get(random.nextInt(4))
                        : "");
    }

    private static String offset(Random random, String unit) {
        return unit.isEmpty() ? String.valueOf(random.nextInt(4)) : "INTERVAL '" + random.nextInt(4) + "'" + unit;
    }
}
