package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first or last rows of each window, or of each key in it; one of them is deduplication. */
final class WindowTopN implements Construct<Query> {
    @Override
    public String name() {
        return "window Top-N";
    }

    @Override
    public int weight() {
        return 5;
    }

    @Override
    public List<String> features() {
        return List.of("window deduplication", Selects.OF_EVENT_TIME);
    }

    @Override
    public Optional<Query> generate(Generator generator, Scope scope, int depth) {
        EventWindow.Shape shape = generator
                .choices()
                .pick(List.of(EventWindow.Shape.TUMBLE, EventWindow.Shape.HOP, EventWindow.Shape.CUMULATE));
        EventWindow window = EventWindow.of(generator, shape);
        String alias = generator.alias("w");
        boolean one = generator.chance("window deduplication", 60);
        String key = one || generator.choices().chance(50)
                ? ", " + alias + "." + generator.choices().pick(List.of("x", "s"))
                : "";
        String direction = generator.choices().pick(List.of("", " DESC"));
        String time = generator.choices().chance(60) ? alias + ".ts" + direction + ", " : "";
        String rank = "ROW_NUMBER() OVER (PARTITION BY " + alias + ".window_start, " + alias + ".window_end" + key
                + " ORDER BY " + time + alias + ".id" + direction + ")";
        List<Expr> all = new ArrayList<>(EventWindow.columns(alias));
        all.add(EventWindow.end(alias));
        all.add(new Expr(rank, Type.bigint(6)));
        Relation outer = Selects.derived(generator, Selects.query("SELECT ", all, " FROM " + window.ended(alias)));
        List<Expr> columns = outer.columns();
        String place = columns.get(columns.size() - 1).sql();
        String bound = one ? " = 1" : " <= " + (1 + generator.choices().below(3));
        List<Expr> items =
                generator.choices().list(1, 4, 60, () -> generator.choices().pick(columns));
        return Optional.of(Selects.maybeAggregated(
                generator, Selects.query("SELECT ", items, " FROM " + outer.sql() + " WHERE " + place + bound)));
    }
}
