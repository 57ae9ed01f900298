package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** AND, OR and NOT. */
final class Logic implements Construct.OfExpression {
    @Override
    public String name() {
        return "AND/OR/NOT";
    }

    @Override
    public int weight() {
        return 15;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind == Kind.BOOLEAN;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        Expr a = generator.predicate(scope, depth);
        String operator = generator.choices().pick(List.of("AND", "OR", "NOT"));
        if (operator.equals("NOT")) {
            return Optional.of(new Expr("(NOT " + a.sql() + ")", Type.BOOLEAN));
        }
        List<Expr> more = generator.choices().list(1, 3, 30, () -> generator.predicate(scope, depth));
        StringBuilder sql = new StringBuilder("(").append(a.sql());
        more.forEach(b -> sql.append(' ').append(operator).append(' ').append(b.sql()));
        return Optional.of(new Expr(sql.append(')').toString(), Type.BOOLEAN));
    }
}
