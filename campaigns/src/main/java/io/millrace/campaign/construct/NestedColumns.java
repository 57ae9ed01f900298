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

/** A sub-query that gives an array and a row, of which the query around takes elements and fields; maybe the different ones. */
final class NestedColumns implements Construct<Relation> {
    @Override
    public String name() {
        return "ARRAY and ROW";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {
        Relation source = generator.source(Math.min(depth, 1));
        Scope inner = source.scope().onlyExact();
        Expr first = generator.leaf(Kind.INTEGER, inner);
        Expr second = generator.leaf(Kind.INTEGER, inner);
        Expr text = generator.leaf(Kind.TEXT, inner);
        Type number = first.type().or(second.type());
        String distinct = generator.choices().chance(40) ? "DISTINCT " : "";
        String alias = generator.alias("n");
        String array = first.sql() + ", " + second.sql();
        String ours = "ARRAY[" + array + "] AS arr, CAST(ROW(" + second.sql() + ", " + text.sql()
                + ") AS ROW(p INTEGER, q VARCHAR)) AS rw";
        String theirs = "[" + array + "] AS arr, struct_pack(p := " + second.sql() + ", q := " + text.sql() + ") AS rw";
        List<Expr> columns = new ArrayList<>();
        columns.add(new Expr(alias + ".arr[1]", number));
        columns.add(new Expr(alias + ".arr[2]", number));
        columns.add(new Expr(alias + ".rw.p", number));
        columns.add(new Expr(alias + ".rw.q", Type.TEXT));
        columns.add(new Expr(
                Dialect.either("CARDINALITY(" + alias + ".arr)", "CAST(len(" + alias + ".arr) AS INTEGER)"),
                Type.integer(2)));
        return Optional.of(new Relation(
                "(SELECT " + distinct + Dialect.either(ours, theirs) + " FROM " + source.sql() + ") AS " + alias,
                columns));
    }
}
