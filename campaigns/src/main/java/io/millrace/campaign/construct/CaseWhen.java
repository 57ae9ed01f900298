package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** CASE WHEN. */
final class CaseWhen implements Construct.OfExpression {
    @Override
    public String name() {
        return "CASE";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public boolean makes(Kind kind) {
        return true;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        List<String> branches = generator.choices().list(1, 3, 40, () -> "");
        Expr result = generator.expression(kind, scope, depth);
        StringBuilder sql = new StringBuilder("CASE");
        Type type = result.type();
        for (int i = 0; i < branches.size(); i++) {
            Expr condition = generator.predicate(scope, depth);
            sql.append(" WHEN ").append(condition.sql()).append(" THEN ").append(result.sql());
            result = generator.expression(kind, scope, depth);
            type = type.or(result.type());
        }
        if (generator.choices().chance(60)) {
            sql.append(" ELSE ").append(result.sql());
        }
        return Optional.of(new Expr(sql.append(" END").toString(), type));
    }
}
