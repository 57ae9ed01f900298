package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import java.util.List;
import java.util.Optional;

/** The value of a key in a map made of two values. */
final class MapAccess implements Construct.OfExpression {
    @Override
    public String name() {
        return "MAP";
    }

    @Override
    public int weight() {
        return 3;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.INTEGER || kind == Kind.TEXT || kind == Kind.TIMESTAMP;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {
        Expr first = generator.expression(kind, scope, depth);
        Expr second = generator.expression(kind, scope, depth);
        String map = Dialect.either(
                "MAP['a', " + first.sql() + ", 'b', " + second.sql() + "]",
                "MAP {'a': " + first.sql() + ", 'b': " + second.sql() + "}");
        String key = generator.choices().pick(List.of("a", "b", "b", "c"));
        return Optional.of(new Expr(map + "['" + key + "']", first.type().or(second.type())));
    }
}
