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

/**
 * Aggregates of one value that need no more than their text, written with {0} for it.
 *
 * @param result nothing if it is that of the argument
 */
record OneArgument(String name, Kind argument, Optional<Type> result, List<String> templates)
        implements Construct<Expr> {
    private static final int WEIGHT = 8;

    static List<Construct<Expr>> all() {
        return List.of(
                new OneArgument(
                        "STDDEV/VARIANCE",
                        Kind.INTEGER,
                        Optional.of(Type.INEXACT),
                        List.of("VAR_POP({0})", "VAR_SAMP({0})", "STDDEV_POP({0})", "STDDEV_SAMP({0})")),
                new OneArgument(
                        "BOOL_AND/BOOL_OR",
                        Kind.BOOLEAN,
                        Optional.of(Type.BOOLEAN),
                        List.of("BOOL_AND({0})", "BOOL_OR({0})")),
                new OneArgument(
                        "BIT_AND/BIT_OR/BIT_XOR",
                        Kind.BIGINT,
                        Optional.of(Type.BIGINT),
                        List.of("BIT_AND({0})", "BIT_OR({0})", "BIT_XOR({0})")),
                new OneArgument(
                        "STRING_AGG",
                        Kind.TEXT,
                        Optional.of(Type.TEXT),
                        List.of("STRING_AGG({0}, '|' ORDER BY {0})", "STRING_AGG({0}, '' ORDER BY {0} DESC)")),
                new OneArgument(
                        "LISTAGG",
                        Kind.TEXT,
                        Optional.of(Type.TEXT),
                        List.of(
                                Dialect.either(
                                        "LISTAGG({0}, ',') WITHIN GROUP (ORDER BY {0})",
                                        "STRING_AGG({0}, ',' ORDER BY {0})"),
                                Dialect.either(
                                        "LISTAGG({0}, '') WITHIN GROUP (ORDER BY {0} DESC)",
                                        "STRING_AGG({0}, '' ORDER BY {0} DESC)"))),
                new OneArgument(
                        "PERCENTILE_CONT/MEDIAN",
                        Kind.INTEGER,
                        Optional.of(Type.INEXACT),
                        List.of("PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY {0})", "MEDIAN({0})")),
                new OneArgument(
                        "PERCENTILE_DISC",
                        Kind.INTEGER,
                        Optional.empty(),
                        List.of("PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY {0})")));
    }

    @Override
    public int weight() {
        return WEIGHT;
    }

    @Override
    public Optional<Expr> generate(Generator generator, Scope scope, int depth) {
        Expr value = generator.expression(argument, scope.withoutSubQueries(), depth);
        boolean sums =
                value.kind().numeric() && result.isPresent() && !result.get().exact();
        if (sums && value.type().digits() > 5) {
            return Optional.empty();
        }
        String call = generator.choices().pick(templates).replace("{0}", value.sql());
        return Optional.of(new Expr(call + Aggregation.filter(generator, scope, depth), result.orElse(value.type())));
    }
}
