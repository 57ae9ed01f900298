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

/** SUM of numbers whose sum is exact and does not overflow. */
final class Sum implements Construct<Expr> {
    /** That so many rows can add. */
    static final int DIGITS = 6;

    @Override
    public String name() {
        return "SUM";
    }

    @Override
    public int weight() {
        return 15;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Scope scope, int depth) {

        Kind kind = generator.choices().pick(List.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE));
        String distinct = Aggregation.distinct(generator);
        Expr value = generator.expression(kind, scope.withoutSubQueries(), depth);
        String call = "SUM(" + distinct + value.sql() + ")" + Aggregation.filter(generator, scope, depth);
        int digits = value.type().digits() + DIGITS;
        Type type =
                switch (kind) {
                    case DECIMAL -> Type.decimal(38, value.type().scale(), digits);
                    case DOUBLE -> Type.quarters(digits);
                    default -> Type.bigint(digits);
                };
        return type.fits() ? Optional.of(new Expr(kind.wholeNumber() ? bigint(call) : call, type)) : Optional.empty();
    }

    /** DuckDB's sums of whole numbers are wider than ours. */
    static String bigint(String call) {
        return Dialect.either(call, "CAST(" + call + " AS BIGINT)");
    }
}
