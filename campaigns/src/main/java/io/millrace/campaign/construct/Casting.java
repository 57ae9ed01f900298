package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** CAST between kinds where the engines agree. */
final class Casting implements Construct.OfExpression {
    @Override
    public String name() {
        return "CAST";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public boolean makes(Kind kind) {
        return kind != Kind.BOOLEAN && kind != Kind.DATE;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth) {

        List<Kind> from =
                switch (kind) {
                    case INTEGER -> List.of(Kind.BIGINT, Kind.DECIMAL);
                    case BIGINT -> List.of(Kind.INTEGER, Kind.DECIMAL);
                    case DECIMAL -> List.of(Kind.INTEGER);
                    case DOUBLE -> List.of(Kind.INTEGER);
                    case TEXT ->
                        List.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.BOOLEAN, Kind.DATE, Kind.TIMESTAMP);
                    default -> List.of(Kind.DATE);
                };
        Expr value = generator.expression(generator.choices().pick(from), scope, depth);
        Type type =
                switch (kind) {
                    case INTEGER -> Type.integer(value.type().digits() + 1);
                    case BIGINT -> Type.bigint(value.type().digits() + 1);
                    case DECIMAL -> Type.decimal(12, 2, value.type().digits());
                    case DOUBLE -> Type.quarters(value.type().digits());
                    default -> Type.of(kind);
                };
        boolean fits = !kind.numeric() || type.fits();
        return fits
                ? Optional.of(new Expr("CAST(" + value.sql() + " AS " + type.sqlName() + ")", type))
                : Optional.empty();
    }
}
