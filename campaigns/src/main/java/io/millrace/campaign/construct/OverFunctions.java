package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns and window functions beside them, or QUALIFY by one. */
final class OverFunctions implements Construct<Query> {
    private final boolean qualify;

    OverFunctions(boolean qualify) {
        this.qualify = qualify;
    }

    @Override
    public String name() {
        return qualify ? "QUALIFY" : "OVER";
    }

    @Override
    public int weight() {
        return qualify ? 7 : 16;
    }

    @Override
    public List<String> features() {
        return List.of("OVER: ranking", "OVER: LAG/LEAD", "OVER: FIRST/LAST/NTH_VALUE", "OVER: ROWS", "OVER: RANGE");
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {
        Relation source = Windowing.source(generator, depth);
        List<Expr> columns = source.scope().exact();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        Windowing windowing = new Windowing(generator, columns);
        List<Expr> items = new ArrayList<>(
                generator.choices().list(1, 3, 50, () -> generator.choices().pick(columns)));
        String where = Selects.where(generator, source.scope(), 2, 20);
        if (!qualify) {
            // Which of two equal rows is first may differ from window to window.
            items.addAll(generator.choices().list(1, isKeyed(generator, source) ? 3 : 1, 40, windowing::function));
            return Optional.of(Selects.query("SELECT ", items, " FROM " + source.sql() + where));
        }
        String condition = generator.choices().chance(60)
                ? windowing.ranking().sql() + " <= " + (1 + generator.choices().below(3))
                : windowing.function().sql() + " IS NOT NULL";
        return Optional.of(Selects.query("SELECT ", items, " FROM " + source.sql() + where + " QUALIFY " + condition));
    }

    private static boolean isKeyed(Generator generator, Relation source) {
        return generator.tables().stream()
                .anyMatch(table -> table.key() && source.sql().startsWith(table.name() + " AS "));
    }
}
