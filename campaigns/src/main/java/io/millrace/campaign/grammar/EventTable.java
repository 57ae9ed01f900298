package io.millrace.campaign.grammar;

import io.millrace.campaign.grammar.Table.Column;
import java.util.List;

/**
 * The tables with event time, the same two in each world. DuckDB has each three times: with all rows, with those rows and
 * changes that were not late, and its watermark.
 */
public final class EventTable {
    public static final String NAME = "e1";
    public static final String TIME = "ts";
    /** In DuckDB: what queries see that fire or expire on the watermark. */
    public static final String ON_TIME = "on_time_e1";
    /** In DuckDB: one row, the watermark. */
    public static final String WATERMARK = "(SELECT w FROM watermark_e1)";

    public static final int DELAY_MINUTES = 10;

    /**
     * As queries see it that do not care for time. They do not see the time: a join by it would leave late rows out, or not,
     * as its other side has one or not.
     */
    public static final Table PLAIN = new Table(
            NAME,
            List.of(
                    new Column("id", Type.integer(4), false),
                    new Column("x", Type.integer(4), true),
                    new Column("s", Type.TEXT, true)),
            true);

    /** The versions of temporal joins: a second table with event time, whose key is s and ts. */
    public static final String VERSIONS = "e2";

    public static final String VERSIONS_ON_TIME = "on_time_e2";
    public static final String VERSIONS_WATERMARK = "(SELECT w FROM watermark_e2)";

    public static final Table VERSIONS_PLAIN = new Table(
            VERSIONS, List.of(new Column("s", Type.TEXT, false), new Column("x", Type.integer(4), true)), false);

    private EventTable() {}

    static boolean isOne(Table table) {
        return table.equals(PLAIN) || table.equals(VERSIONS_PLAIN);
    }
}
