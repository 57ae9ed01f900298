package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** WITH, its query read once or twice. */
final class WithQuery implements Construct<Query> {
    @Override
    public String name() {
        return "WITH";
    }

    @Override
    public int weight() {
        return 6;
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {

        Query first = generator.query(depth);
        String name = generator.alias("w");
        String alias = generator.alias("a");
        Relation source = new Relation(name + " AS " + alias, Selects.columns(alias, first));
        if (generator.choices().chance(40)) {
            String other = generator.alias("a");
            List<Expr> columns = new ArrayList<>(source.columns());
            columns.addAll(Selects.columns(other, first));
            String condition = first.columns().get(0).exact() ? alias + ".c0 = " + other + ".c0" : "TRUE";
            source = new Relation(source.sql() + " JOIN " + name + " AS " + other + " ON " + condition, columns);
        }
        Scope inner = source.scope();
        List<Expr> items = Selects.items(generator, inner, depth);
        return Optional.of(Selects.query(
                "WITH " + name + " AS (" + first.sql() + ") SELECT ",
                items,
                " FROM " + source.sql() + Selects.where(generator, inner, depth, 40)));
    }
}
