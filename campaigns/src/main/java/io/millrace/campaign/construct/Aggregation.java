package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Scope;

/** What aggregate calls share: DISTINCT before the argument, FILTER behind the call. */
final class Aggregation {
    private Aggregation() {}

    static String distinct(Generator generator) {
        if (generator.chance("DISTINCT aggregate", 20)) {
            return "DISTINCT ";
        }
        return "";
    }

    static String filter(Generator generator, Scope scope, int depth) {
        if (generator.chance("FILTER", 20)) {
            Expr condition = generator.predicate(scope.withoutSubQueries(), depth);
            return " FILTER (WHERE " + condition.sql() + ")";
        }
        return "";
    }
}
