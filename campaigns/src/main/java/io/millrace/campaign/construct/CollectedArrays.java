package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ARRAY_AGG of each group, in order: its elements by number, or a row for each again. */
final class CollectedArrays implements Construct<Relation> {
    @Override
    public String name() {
        return "ARRAY_AGG";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {
        Relation source = generator.source(Math.min(depth, 1));
        Scope inner = source.scope().onlyExact();
        Expr key = generator.leaf(generator.choices().pick(List.of(Kind.INTEGER, Kind.TEXT)), inner);
        Expr value = generator.leaf(generator.choices().pick(List.of(Kind.TEXT, Kind.INTEGER)), inner);
        if (!key.sql().contains(".")) {
            return Optional.empty();
        }
        String order =
                value.sql() + generator.choices().pick(List.of(" NULLS LAST", " NULLS FIRST", " DESC NULLS LAST"));
        String alias = generator.alias("n");
        String grouped = "(SELECT " + key.sql() + " AS c0, " + Dialect.either("ARRAY_AGG(", "list(") + value.sql()
                + " ORDER BY " + order + ") AS arr FROM " + source.sql() + " GROUP BY " + key.sql() + ") AS " + alias;
        List<Expr> columns = new ArrayList<>();
        columns.add(new Expr(alias + ".c0", key.type()));
        columns.add(new Expr(
                Dialect.either("CARDINALITY(" + alias + ".arr)", "CAST(len(" + alias + ".arr) AS INTEGER)"),
                Type.integer(4)));
        if (generator.choices().chance(50)) {
            columns.add(new Expr(alias + ".arr[1]", value.type()));
            columns.add(new Expr(alias + ".arr[2]", value.type()));
            return Optional.of(new Relation(grouped, columns));
        }
        boolean places = generator.chance("WITH ORDINALITY", 50);
        String rows = generator.alias("u");
        String ours = "UNNEST(" + alias + ".arr)" + (places ? " WITH ORDINALITY" : "") + " AS " + rows + " (c0"
                + (places ? ", c1" : "") + ")";
        String theirs = "LATERAL (SELECT unnest(" + alias + ".arr) AS c0"
                + (places ? ", unnest(range(1, len(" + alias + ".arr) + 1)) AS c1" : "") + ") AS " + rows;
        columns.add(new Expr(rows + ".c0", value.type()));
        if (places) {
            columns.add(new Expr("CAST(" + rows + ".c1 AS INTEGER)", Type.integer(4)));
        }
        return Optional.of(new Relation("(" + grouped + " CROSS JOIN " + Dialect.either(ours, theirs) + ")", columns));
    }
}
