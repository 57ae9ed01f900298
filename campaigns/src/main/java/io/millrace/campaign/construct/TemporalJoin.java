package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.EventTable;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Generator;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * FOR SYSTEM_TIME AS OF the event time: a row with the version that was valid then, given when both watermarks have passed
 * its time. DuckDB's ASOF JOIN finds the same version among the rows on time.
 */
final class TemporalJoin implements Construct<Query> {
    @Override
    public String name() {
        return "temporal join";
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
        String left = generator.alias("t");
        String right = generator.alias("v");
        String outer = generator.choices().chance(50) ? "LEFT " : "";
        List<Expr> columns = new ArrayList<>(EventTable.PLAIN.as(left).columns());
        columns.addAll(EventTable.VERSIONS_PLAIN.as(right).columns());
        String keys = " ON " + left + ".s = " + right + ".s";
        String ours = EventTable.NAME + " AS " + left + " " + outer + "JOIN " + EventTable.VERSIONS
                + " FOR SYSTEM_TIME AS OF " + left + ".ts AS " + right + keys;
        String theirs = "(SELECT a.* FROM " + EventTable.ON_TIME + " AS a WHERE a.ts IS NULL OR a.ts < "
                + EventTable.WATERMARK
                + " AND a.ts < " + EventTable.VERSIONS_WATERMARK + ") AS " + left + " ASOF " + outer + "JOIN "
                + EventTable.VERSIONS_ON_TIME + " AS " + right + keys + " AND " + left + ".ts >= " + right + ".ts";
        Scope rows = new Scope(columns, false);
        return Optional.of(Selects.maybeAggregated(
                generator,
                Selects.query(
                        "SELECT ",
                        Selects.items(generator, rows, 1),
                        " FROM " + Dialect.either(ours, theirs) + Selects.where(generator, rows, 1, 15))));
    }
}
