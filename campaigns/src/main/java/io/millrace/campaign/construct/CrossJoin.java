package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every row with every row of a small source. */
final class CrossJoin implements Construct<Relation> {
    @Override
    public String name() {
        return "CROSS JOIN";
    }

    @Override
    public int weight() {
        return 2;
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {

        Relation left = generator.source(Math.min(depth, 1));
        Relation right = generator.source(0);
        List<Expr> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        return Optional.of(new Relation("(" + left.sql() + " CROSS JOIN " + right.sql() + ")", columns));
    }
}
