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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A row for each element of an array made of columns, with its place or without. */
final class Unnested implements Construct<Relation> {
    @Override
    public String name() {
        return "UNNEST";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public List<String> features() {
        return List.of("WITH ORDINALITY");
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {
        Relation source = generator.source(Math.min(depth, 1));
        Kind kind = generator.choices().pick(List.of(Kind.INTEGER, Kind.TEXT));
        List<Expr> elements = generator
                .choices()
                .list(2, 4, 40, () -> generator.leaf(kind, source.scope().onlyExact()));
        Type type = elements.stream().map(Expr::type).reduce(Type::or).orElseThrow();
        boolean places = generator.chance("WITH ORDINALITY", 40);
        String alias = generator.alias("u");
        String list = elements.stream().map(Expr::sql).collect(Collectors.joining(", "));
        String numbers = IntStream.rangeClosed(1, elements.size())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        String ours = "UNNEST(ARRAY[" + list + "])" + (places ? " WITH ORDINALITY" : "") + " AS " + alias + " (c0"
                + (places ? ", c1" : "") + ")";
        String theirs = "LATERAL (SELECT unnest([" + list + "]) AS c0"
                + (places ? ", unnest([" + numbers + "]) AS c1" : "") + ") AS " + alias;
        List<Expr> columns = new ArrayList<>(source.columns());
        columns.add(new Expr(alias + ".c0", type));
        if (places) {
            columns.add(new Expr(alias + ".c1", Type.integer(2)));
        }
        return Optional.of(
                new Relation("(" + source.sql() + " CROSS JOIN " + Dialect.either(ours, theirs) + ")", columns));
    }
}
