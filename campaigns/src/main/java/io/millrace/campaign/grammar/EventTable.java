package io.millrace.campaign.grammar;

import io.millrace.campaign.grammar.Table.Column;
import java.util.List;

/**
 * The table with event time, one in each world. DuckDB has it three times: with all rows, with those rows and changes that
 * were not late, and its watermark.
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

    private EventTable() {}
}
