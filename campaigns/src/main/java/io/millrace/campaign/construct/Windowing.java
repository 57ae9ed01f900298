package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Window functions over some columns. The order takes in all columns, so that only rows tie that are the same; but for RANGE,
 * which takes rows that tie together.
 */
final class Windowing {
    private static final Type PLACE = Type.bigint(6);
    private static final List<String> NULLS =
            List.of(" NULLS LAST", " NULLS FIRST", " DESC NULLS LAST", " DESC NULLS FIRST");

    private final Generator generator;
    private final List<Expr> columns;

    Windowing(Generator generator, List<Expr> columns) {
        this.generator = generator;
        this.columns = columns;
    }

    /** A source whose columns are all exact: a table mostly. */
    static Relation source(Generator generator, int depth) {
        if (depth > 0 && generator.choices().chance(25)) {
            Query query = generator.query(Math.min(depth, 2));
            if (query.exact() && !query.ordered()) {
                return Selects.derived(generator, query);
            }
        }
        return generator.table().as(generator.alias("t"));
    }

    /** Any function of them. */
    Expr function() {
        if (generator.chance("OVER: LAG/LEAD", 20)) {
            return neighbour();
        } else if (generator.chance("OVER: FIRST/LAST/NTH_VALUE", 25)) {
            return valueOfFrame();
        } else if (generator.chance("OVER: ROWS", 33)) {
            return aggregateOfRows();
        } else if (generator.chance("OVER: RANGE", 50)) {
            return aggregateOfRange();
        }
        return ranking();
    }

    Expr ranking() {
        generator.use("OVER: ranking");
        String call = generator
                .choices()
                .pick(List.of("ROW_NUMBER()", "RANK()", "DENSE_RANK()", "NTILE(3)", "PERCENT_RANK()", "CUME_DIST()"));
        boolean share = call.startsWith("PERCENT") || call.startsWith("CUME");
        return new Expr(call + over("", true), share ? Type.INEXACT : PLACE);
    }

    private Expr neighbour() {
        Expr column = generator.choices().pick(columns);
        String call = generator.choices().pick(List.of("LAG(", "LEAD("))
                + column.sql()
                + generator.choices().pick(List.of("", ", 2", ", 0"));
        return new Expr(nulls(call) + over("", true), column.type());
    }

    private Expr valueOfFrame() {
        Expr column = generator.choices().pick(columns);
        String call =
                switch (generator.choices().below(3)) {
                    case 0 -> "FIRST_VALUE(" + column.sql();
                    case 1 -> "LAST_VALUE(" + column.sql();
                    default -> "NTH_VALUE(" + column.sql() + ", 2";
                };
        String frame = generator.choices().chance(60) ? rows() : "";
        return new Expr(nulls(call) + over(frame, true), column.type());
    }

    private String nulls(String call) {
        return generator.choices().chance(25)
                ? Dialect.either(call + ") IGNORE NULLS", call + " IGNORE NULLS)")
                : call + ")";
    }

    private Expr aggregateOfRows() {
        return aggregate(over(rows(), true));
    }

    private String rows() {
        return " ROWS BETWEEN " + bounds(List.of("1", "2", "0"));
    }

    private String bounds(List<String> offsets) {
        List<String> kinds =
                List.of("UNBOUNDED PRECEDING", "% PRECEDING", "CURRENT ROW", "% FOLLOWING", "UNBOUNDED FOLLOWING");
        int start = generator.choices().below(4);
        int end = Math.max(1, start + generator.choices().below(5 - start));
        String first = generator.choices().pick(offsets);
        String second = start == end ? first : generator.choices().pick(offsets);
        return kinds.get(start).replace("%", first) + " AND " + kinds.get(end).replace("%", second);
    }

    private Expr aggregateOfRange() {
        List<Expr> measures = columns.stream()
                .filter(column -> column.kind() == Kind.TIMESTAMP
                        || column.kind() != Kind.DOUBLE
                                && column.kind().numeric()
                                && column.type().digits() <= 6)
                .toList();
        if (measures.isEmpty()) {
            return aggregate(over("", false));
        }
        Expr measure = generator.choices().pick(measures);
        List<String> offsets = measure.kind() == Kind.TIMESTAMP
                ? List.of("INTERVAL '1' DAY", "INTERVAL '10' HOUR", "INTERVAL '1' MONTH")
                : List.of("1", "2", "3");
        String order = measure.sql() + generator.choices().pick(NULLS);
        return aggregate(" OVER (" + partition() + "ORDER BY " + order + " RANGE BETWEEN " + bounds(offsets) + ")");
    }

    private Expr aggregate(String over) {
        List<Expr> numbers = columns.stream()
                .filter(column -> column.kind() == Kind.INTEGER && column.type().digits() <= 5)
                .toList();
        int pick = generator.choices().below(numbers.isEmpty() ? 3 : 4);
        Expr column = generator.choices().pick(columns);
        boolean orders = column.kind() != Kind.BOOLEAN;
        return switch (pick) {
            case 0 -> new Expr("COUNT(*)" + over, PLACE);
            case 1 -> new Expr("COUNT(" + column.sql() + ")" + over, PLACE);
            case 2 ->
                orders
                        ? new Expr(
                                generator.choices().pick(List.of("MIN(", "MAX(")) + column.sql() + ")" + over,
                                column.type())
                        : new Expr("BOOL_OR(" + column.sql() + ")" + over, Type.BOOLEAN);
            default -> {
                Expr number = generator.choices().pick(numbers);
                yield new Expr(
                        Sum.bigint("SUM(" + number.sql() + ")" + over),
                        Type.bigint(number.type().digits() + Sum.DIGITS));
            }
        };
    }

    private String over(String frame, boolean ordered) {
        return " OVER (" + partition() + (ordered ? "ORDER BY " + order() : "") + frame + ")";
    }

    String partition() {
        return generator.choices().chance(65)
                ? "PARTITION BY " + generator.choices().pick(columns).sql() + " "
                : "";
    }

    /** By one column first, then by all others. */
    String order() {
        Expr first = generator.choices().pick(columns);
        List<String> keys =
                new ArrayList<>(List.of(first.sql() + generator.choices().pick(NULLS)));
        for (Expr column : columns) {
            if (!column.equals(first)) {
                keys.add(column.sql() + " NULLS LAST");
            }
        }
        return String.join(", ", keys);
    }
}
