package io.millrace.server.statement;

import io.millrace.parser.statement.Explain;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;

/** {@code EXPLAIN}: the physical plan of a statement, a line a row. */
final class ExplainStatement {
    private ExplainStatement() {}

    /** @param explained the statement within */
    static Statement of(Scope scope, Explain statement, Statement explained) {
        Planned planned = explained
                .planned()
                .orElseThrow(() -> MillraceException.notSupported("EXPLAIN of a statement without a query"));
        Planning.Format format =
                switch (statement.format) {
                    case TEXT -> Planning.Format.TEXT;
                    case DOT -> Planning.Format.DOT;
                    case JSON -> Planning.Format.JSON;
                };
        String text = scope.planning().explain(planned, format);
        List<List<String>> rows = new ArrayList<>();
        text.lines().forEach(line -> rows.add(List.of(line)));
        if (format == Planning.Format.TEXT) {
            planned.warnings().forEach(warning -> rows.add(List.of("warning: " + warning)));
            explained.remarks().forEach(remark -> rows.add(List.of(remark)));
        }
        return new TextStatement(scope, List.of("plan"), () -> rows);
    }
}
