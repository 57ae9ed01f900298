package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Relation;
import io.millrace.campaign.grammar.Scope;
import io.millrace.campaign.grammar.Type;
import java.util.List;
import java.util.Optional;

/** Rows with their windows, at once. The bounds are given as text, so that nothing above waits for the watermark. */
final class WindowRows implements Construct<Relation> {
    @Override
    public String name() {
        return "rows in windows";
    }

    @Override
    public int weight() {
        return 3;
    }

    @Override
    public Optional<Relation> generate(Generator generator, Scope scope, int depth) {
        EventWindow.Shape shape = generator
                .choices()
                .pick(List.of(EventWindow.Shape.TUMBLE, EventWindow.Shape.HOP, EventWindow.Shape.CUMULATE));
        String alias = generator.alias("w");
        List<Expr> columns = EventWindow.columns(alias);
        columns.add(new Expr("CAST(" + alias + ".window_start AS VARCHAR)", Type.TEXT));
        columns.add(new Expr("CAST(" + alias + ".window_end AS VARCHAR)", Type.TEXT));
        return Optional.of(new Relation(EventWindow.of(generator, shape).all(alias), columns));
    }
}
