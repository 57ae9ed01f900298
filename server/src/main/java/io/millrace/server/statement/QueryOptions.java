package io.millrace.server.statement;

import io.millrace.parser.statement.OptionAssignment;
import io.millrace.server.setting.SessionVariables;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Option;
import io.millrace.spi.option.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlNodeList;

/** Options of materialized views and pipelines. */
public final class QueryOptions {
    public static final Option<Integer> PARALLELISM = Option.integer("parallelism", 1, 128)
            .describedAs("tasks of each parallel stage; by default the session's setting of that name");
    public static final Option<String> ON_ERROR = Option.choice("on_error", List.of("fail", "skip"))
            .describedAs("whether a row that cannot be read or computed fails the query or is skipped and kept in"
                    + " sys.rejected_rows; by default the session's setting of that name");

    public static final List<Option<?>> ALL = List.of(PARALLELISM, ON_ERROR);

    /** Beside the options: the text by which {@code sys.queries} shows the query. */
    public static final String STATEMENT = "statement";

    /** Known names that nothing stands behind yet. */
    private static final List<String> LATER = List.of("retain-history", "late-rows", "allowed-lateness");

    private QueryOptions() {}

    static boolean skipsBadRows(Map<String, String> options) {
        return "skip".equals(options.get(ON_ERROR.name()));
    }

    /** Every option with the value that holds, given or the session's. */
    static Map<String, String> of(Scope scope, String owner, String statement, SqlNodeList nodes) {
        Map<String, String> given = new LinkedHashMap<>();
        OptionAssignment.texts(nodes).forEach((key, value) -> given.put(key.toLowerCase(Locale.ROOT), value));
        List<String> known = new ArrayList<>(LATER);
        ALL.forEach(option -> known.add(option.name()));
        Options.requireKnown(owner, given, known);
        for (String name : given.keySet()) {
            if (LATER.contains(name)) {
                throw MillraceException.notSupported("option '" + name + "' of " + owner);
            }
        }
        SessionVariables variables = scope.variables();
        int parallelism = PARALLELISM.find(given).orElse(variables.get(SessionVariables.PARALLELISM));
        String onError = ON_ERROR.find(given).orElse(variables.get(SessionVariables.ON_ERROR));
        return Map.of(
                PARALLELISM.name(), Integer.toString(parallelism), ON_ERROR.name(), onError, STATEMENT, statement);
    }
}
