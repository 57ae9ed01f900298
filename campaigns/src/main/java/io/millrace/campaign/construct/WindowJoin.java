package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of the same window, given and forgotten when the watermark has reached its end. */
final class WindowJoin implements Construct<Query> {
    @Override
    public String name() {
        return "window join";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public List<String> features() {
        return List.of(Selects.OF_EVENT_TIME);
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {
        EventWindow.Shape shape = generator.choices().pick(List.of(EventWindow.Shape.TUMBLE, EventWindow.Shape.HOP));
        EventWindow window = EventWindow.of(generator, shape);
        String left = generator.alias("w");
        String right = generator.alias("w");
        List<Expr> columns = new ArrayList<>(EventWindow.columns(left));
        columns.addAll(EventWindow.columns(right));
        columns.add(EventWindow.end(left));
        Scope rows = new Scope(columns, false);
        String key = generator.choices().pick(List.of("x", "s", "id"));
        String on = " ON " + left + ".window_start = " + right + ".window_start AND " + left + ".window_end = " + right
                + ".window_end AND " + left + "." + key + " = " + right + "." + key
                + (generator.choices().chance(30) ? " AND " + left + ".id < " + right + ".id" : "");
        return Optional.of(Selects.maybeAggregated(
                generator,
                Selects.query(
                        "SELECT ",
                        Selects.items(generator, rows, 1),
                        " FROM " + window.ended(left) + generator.choices().pick(List.of(" JOIN ", " LEFT JOIN "))
                                + window.ended(right) + on)));
    }
}
