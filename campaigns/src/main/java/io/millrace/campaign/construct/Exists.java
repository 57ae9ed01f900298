package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.Optional;

/** EXISTS and NOT EXISTS, correlated by equality, by another comparison, or not at all. */
final class Exists implements Construct.OfExpression {
    @Override
    public String name() {
        return "EXISTS";
    }

    @Override
    public int weight() {
        return 26;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.BOOLEAN;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        if (!scope.subQueries()) {
            return Optional.empty();
        }
        String not = generator.choices().chance(40) ? "NOT " : "";
        return Optional.of(new Expr(
                "(" + not + "EXISTS (SELECT 1 FROM "
                        + Correlated.from(generator, scope, depth).sql() + "))",
                Type.BOOLEAN));
    }
}
