package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** LIKE with a constant pattern. */
final class Like implements Construct.OfExpression {
    @Override
    public String name() {
        return "LIKE";
    }

    @Override
    public int weight() {
        return 14;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.BOOLEAN;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Expr value = generator.expression(Kind.TEXT, scope, depth);
        String pattern =
                generator.choices().pick(List.of("a%", "%b", "%a%", "_", "__", "", "%", "Z_rich", "_b", "%😀%"));
        String operator = generator.choices().pick(List.of("LIKE", "NOT LIKE"));
        return Optional.of(new Expr("(" + value.sql() + " " + operator + " '" + pattern + "')", Type.BOOLEAN));
    }
}
