package io.millrace.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.parser.MillraceParser;
import io.millrace.plan.node.Calc;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PlanJson;
import io.millrace.planner.explain.PlanText;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random queries are planned or refused: never an internal error, and every plan keeps the contract of its parts. */
class PlannerFuzzTest {
    private static final int QUERIES = 1_500;
    private static final List<String> TABLES =
            List.of("account", "click", "bid", "auction", "person", "(SELECT id AS x, bank AS y FROM account)");
    private static final List<String> COLUMNS = List.of(
            "id",
            "bank",
            "balance",
            "owner",
            "opened",
            "user_id",
            "url",
            "at",
            "auction",
            "price",
            "\"dateTime\"",
            "x",
            "y");
    private static final List<String> CONSTANTS = List.of(
            "1",
            "2.5",
            "'a'",
            "NULL",
            "DATE '2024-01-01'",
            "TIMESTAMP '2024-01-01 01:02:03'",
            "INTERVAL '1' DAY",
            "TRUE",
            "?",
            "1e0");
    private static final List<String> BINARY =
            List.of("+", "-", "*", "/", "%", "=", "<>", "<", ">=", "AND", "OR", "||", "LIKE", "IS DISTINCT FROM");
    private static final List<String> FUNCTIONS = List.of(
            "abs",
            "upper",
            "length",
            "coalesce",
            "count",
            "sum",
            "min",
            "max",
            "avg",
            "floor",
            "mod",
            "nullif",
            "greatest",
            "substring",
            "to_char",
            "round",
            "concat",
            "date_part");

    private final TestCatalog catalog = new TestCatalog();

    @Test
    void neverFailsForAReasonOfItsOwn() {
        long seed = Long.getLong("millrace.seed", 1);
        int planned = 0;
        for (int i = 0; i < QUERIES; i++) {
            Random random = new Random(seed * 1_000_003 + i);
            String sql = query(random, 2);
            if (plans(sql, random)) {
                planned++;
            }
        }
        assertThat(planned).isGreaterThan(QUERIES / 50);
    }

    private boolean plans(String sql, Random random) {
        PlanMode mode = random.nextBoolean() ? new PlanMode.Finite() : new PlanMode.View(TestCatalog.public_("v"));
        try {
            PlannedQuery planned = new Planner(catalog).plan(MillraceParser.parse(sql), mode, PlannerSettings.DEFAULT);
            assertThat(PlanJson.read(PlanJson.write(planned.plan()))).isEqualTo(planned.plan());
            assertThat(PlanText.lines(planned.plan())).isNotEmpty();
            for (PhysicalNode node : planned.plan().nodes()) {
                if (node instanceof Calc calc) {
                    calc.projections().forEach(ArgumentTypes::check);
                }
            }
            return true;
        } catch (MillraceException e) {
            assertThat(e.sqlState()).as("%s%n%s", sql, e).isNotEqualTo(SqlState.INTERNAL_ERROR);
            return false;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(sql, e);
        }
    }

    private static String query(Random random, int depth) {
        StringBuilder sql = new StringBuilder("SELECT ");
        if (random.nextInt(8) == 0) {
            sql.append("DISTINCT ");
        }
        boolean grouped = random.nextInt(3) == 0;
        String key = pick(random, COLUMNS);
        sql.append(grouped ? key + ", count(*) AS n" : expressions(random, depth));
        sql.append(" FROM ").append(from(random, depth));
        if (random.nextInt(2) == 0) {
            sql.append(" WHERE ").append(condition(random, depth));
        }
        if (grouped) {
            sql.append(" GROUP BY ").append(key);
        }
        if (depth > 1 && random.nextInt(6) == 0) {
            sql.append(pick(random, List.of(" UNION ALL ", " UNION ", " EXCEPT ", " INTERSECT ")))
                    .append(query(random, depth - 1));
        }
        if (depth > 1 && random.nextInt(8) == 0) {
            sql.append(" ORDER BY 1 LIMIT 3");
        }
        return sql.toString();
    }

    private static String from(Random random, int depth) {
        String left = pick(random, TABLES) + " AS t";
        if (random.nextInt(3) > 0) {
            return left;
        }
        String kind = pick(random, List.of("JOIN", "LEFT JOIN", "RIGHT JOIN"));
        String on = "t." + pick(random, COLUMNS) + " = u." + pick(random, COLUMNS);
        return left + " " + kind + " " + pick(random, TABLES) + " AS u ON " + on
                + (random.nextInt(3) == 0 ? " AND " + expression(random, depth) : "");
    }

    private static String condition(Random random, int depth) {
        if (depth > 1 && random.nextInt(3) == 0) {
            String inner = "SELECT " + pick(random, COLUMNS) + " FROM " + pick(random, TABLES) + " AS i WHERE i."
                    + pick(random, COLUMNS) + " = t." + pick(random, COLUMNS);
            return pick(
                            random,
                            List.of(
                                    "EXISTS (",
                                    "NOT EXISTS (",
                                    pick(random, COLUMNS) + " IN (",
                                    pick(random, COLUMNS) + " NOT IN (",
                                    "1 < ("))
                    + inner + ")";
        }
        return pick(random, COLUMNS) + " " + pick(random, List.of("=", "<", ">", "<>")) + " "
                + expression(random, depth);
    }

    private static String expressions(Random random, int depth) {
        return Stream.generate(() -> expression(random, depth))
                .limit(1 + random.nextInt(3))
                .collect(Collectors.joining(", "));
    }

    private static String expression(Random random, int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? pick(random, COLUMNS) : pick(random, CONSTANTS);
        }
        return switch (random.nextInt(7)) {
            case 0 -> pick(random, CONSTANTS);
            case 1, 2 -> pick(random, COLUMNS);
            case 3 ->
                "(" + expression(random, depth - 1) + " " + pick(random, BINARY) + " " + expression(random, depth - 1)
                        + ")";
            case 4 -> pick(random, FUNCTIONS) + "(" + expressions(random, depth - 1) + ")";
            case 5 ->
                "CASE WHEN " + expression(random, depth - 1) + " THEN " + expression(random, depth - 1) + " ELSE "
                        + expression(random, depth - 1) + " END";
            default ->
                "CAST(" + expression(random, depth - 1) + " AS "
                        + pick(
                                random,
                                List.of("INT", "TEXT", "DECIMAL(10, 2)", "DATE", "TIMESTAMP", "BOOLEAN", "DOUBLE"))
                        + ")";
        };
    }

    private static String pick(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
