package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** GREATEST and LEAST, which pass over NULL. */
final class GreatestLeast implements Construct.OfExpression {
    @Override
    public String name() {
        return "GREATEST/LEAST";
    }

    @Override
    public int weight() {
        return 5;
    }

    @Override
    public boolean makes(Kind kind) {
        return true;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        List<Expr> values = generator.choices().list(2, 3, 20, () -> generator.expression(kind, scope, depth));
        String function = generator.choices().pick(List.of("GREATEST(", "LEAST("));
        return Optional.of(new Expr(
                values.stream().map(Expr::sql).collect(Collectors.joining(", ", function, ")")),
                values.stream().map(Expr::type).reduce(Type::or).orElseThrow()));
    }
}
