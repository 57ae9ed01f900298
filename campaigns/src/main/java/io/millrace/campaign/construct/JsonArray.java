package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** JSON_ARRAYAGG in order, as text. */
final class JsonArray implements Construct<Expr> {
    @Override
    public String name() {
        return "JSON_ARRAYAGG";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Scope scope, int depth) {
        Kind kind = generator.choices().pick(List.of(Kind.INTEGER, Kind.TEXT));
        Expr value = generator.expression(kind, scope.withoutSubQueries(), depth);
        String order = value.sql() + generator.choices().pick(List.of(" NULLS LAST", " DESC NULLS LAST"));
        String filter = Aggregation.filter(generator, scope, depth);
        return Optional.of(new Expr(
                "CAST("
                        + Dialect.either(
                                "JSON_ARRAYAGG(" + value.sql() + " ORDER BY " + order + " NULL ON NULL)" + filter,
                                "to_json(list(" + value.sql() + " ORDER BY " + order + ")" + filter + ")")
                        + " AS VARCHAR)",
                Type.TEXT));
    }
}
