package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.Optional;

/** COUNT(*). */
final class CountAll implements Construct<Expr> {
    @Override
    public String name() {
        return "COUNT(*)";
    }

    @Override
    public Optional<Expr> generate(Generator generator, Scope scope, int depth) {

        return Optional.of(new Expr("COUNT(*)" + Aggregation.filter(generator, scope, depth), Type.bigint(6)));
    }
}
