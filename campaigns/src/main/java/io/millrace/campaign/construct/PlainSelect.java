package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import java.util.List;
import java.util.Optional;

/** Expressions over a source, filtered. */
final class PlainSelect implements Construct<Query> {
    @Override
    public String name() {
        return "SELECT … WHERE";
    }

    @Override
    public int weight() {
        return 25;
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {

        Relation source = generator.source(depth);
        List<Expr> items = Selects.items(generator, source.scope(), depth);
        return Optional.of(Selects.query(
                "SELECT ", items, " FROM " + source.sql() + Selects.where(generator, source.scope(), depth + 1, 35)));
    }
}
