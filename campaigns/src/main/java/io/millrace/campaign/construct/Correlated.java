package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Kind;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import java.util.List;

/**
 * What follows FROM in a sub-query.
 *
 * @param sql FROM's source and WHERE
 * @param scope the columns of the source
 */
record Correlated(String sql, Scope scope) {
    private static final int ATTEMPTS = 3;

    static Correlated from(Generator generator, Scope outer, int depth) {
        Relation source = generator.source(Math.min(depth, 1));
        Scope inner = source.scope();
        String where = "";
        if (generator.choices().chance(70)) {
            where = equality(generator, inner, outer);
        }
        if (generator.choices().chance(30)) {
            Scope both = generator.choices().chance(30) ? inner.with(outer.columns()) : inner;
            Scope allowed = generator.choices().chance(15) ? both : both.withoutSubQueries();
            where += (where.isEmpty() ? " WHERE " : " AND ")
                    + generator.predicate(allowed, Math.min(depth, 2)).sql();
        }
        return new Correlated(source.sql() + where, inner);
    }

    private static String equality(Generator generator, Scope inner, Scope outer) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Kind kind = generator.kind(inner);
            List<Expr> mine = inner.onlyExact().columns(kind);
            List<Expr> theirs = outer.onlyExact().columns(kind);
            if (!mine.isEmpty() && !theirs.isEmpty()) {
                generator.use("correlation");
                String operator = generator.choices().chance(10) ? " < " : " = ";
                return " WHERE " + generator.choices().pick(mine).sql() + operator
                        + generator.choices().pick(theirs).sql();
            }
        }
        return "";
    }
}
