package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Aggregates of windows of event time: a window is there once the watermark has reached its end. */
final class WindowAggregation implements Construct<Query> {
    private final EventWindow.Shape shape;

    WindowAggregation(EventWindow.Shape shape) {
        this.shape = shape;
    }

    @Override
    public String name() {
        return shape.name();
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
        EventWindow window = EventWindow.of(generator, shape);
        String alias = generator.alias("w");
        Scope rows = new Scope(EventWindow.columns(alias), false);
        List<Expr> keys = new ArrayList<>(List.of(EventWindow.start(alias), EventWindow.end(alias)));
        if (generator.choices().chance(60)) {
            keys.add(generator
                    .choices()
                    .pick(List.of(rows.columns().get(1), rows.columns().get(2))));
        }
        List<Expr> items = new ArrayList<>(keys.subList(generator.choices().below(2), keys.size()));
        items.addAll(generator.choices().list(1, 3, 40, () -> generator.aggregate(rows, Math.min(depth, 2))));
        String having = "";
        if (generator.chance("HAVING", 15)) {
            having = " HAVING " + generator.aggregate(rows, 0).sql() + " > 1";
        }
        return Optional.of(Selects.maybeAggregated(
                generator,
                Selects.query(
                        "SELECT ",
                        items,
                        " FROM " + window.ended(alias) + Selects.where(generator, rows, 2, 25) + " GROUP BY "
                                + keys.stream().map(Expr::sql).collect(Collectors.joining(", ")) + having)));
    }
}
