package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Table;
import java.util.Optional;

/** A table or a view. */
final class TableSource implements Construct<Relation> {
    @Override
    public String name() {
        return "table";
    }

    @Override
    public int weight() {
        return 20;
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {

        Table table = generator.table();
        return Optional.of(table.as(generator.alias("t")));
    }
}
