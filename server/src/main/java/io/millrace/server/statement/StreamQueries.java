package io.millrace.server.statement;

import io.millrace.planner.Planner;
import org.apache.calcite.sql.SqlNode;

/** Whether queries go on. */
final class StreamQueries {
    private StreamQueries() {}

    static boolean isContinuous(SqlNode query) {
        return Planner.isStream(query);
    }
}
