package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** WITH RECURSIVE, for a few rounds: a count, or from row to row by a key. A view of it is refused. */
final class Recursion implements Construct<Query> {
    @Override
    public String name() {
        return "WITH RECURSIVE";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {
        Relation first = generator.table().as(generator.alias("t"));
        Relation next = generator.table().as(generator.alias("t"));
        List<Expr> starts = first.scope().columns(Kind.INTEGER);
        List<Expr> keys = next.scope().columns(Kind.INTEGER);
        if (starts.isEmpty() || keys.isEmpty()) {
            return Optional.empty();
        }
        String name = generator.alias("r");
        Expr start = generator.choices().pick(starts);
        int rounds = 2 + generator.choices().below(3);
        boolean joined = generator.choices().chance(60);
        Expr to = generator.choices().pick(keys);
        String step = joined
                ? "SELECT " + to.sql() + ", " + name + ".c1 + 1 FROM " + name + " JOIN " + next.sql() + " ON "
                        + generator.choices().pick(keys).sql() + " = " + name + ".c0"
                : "SELECT CASE WHEN " + name + ".c0 < 9000 THEN " + name + ".c0 + 1 END, " + name + ".c1 + 1 FROM "
                        + name;
        // Rows that meet often would be many without UNION.
        String union = joined || generator.choices().chance(50) ? " UNION " : " UNION ALL ";
        String with = "WITH RECURSIVE " + name + " (c0, c1) AS (SELECT " + start.sql() + ", 1 FROM " + first.sql()
                + Selects.where(generator, first.scope().withoutSubQueries(), 1, 30) + union + step + " WHERE " + name
                + ".c1 < " + rounds + ")";
        String alias = generator.alias("a");
        Scope rows = new Scope(
                List.of(new Expr(alias + ".c0", start.type().or(to.type())), new Expr(alias + ".c1", Type.integer(2))),
                false);
        return Optional.of(
                Selects.query(with + " SELECT ", Selects.items(generator, rows, 1), " FROM " + name + " AS " + alias));
    }
}
