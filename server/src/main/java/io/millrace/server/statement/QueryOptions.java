package io.millrace.server.statement;

import io.millrace.executor.engine.QueryTuning;
import io.millrace.parser.statement.OptionAssignment;
import io.millrace.plan.node.TimeLimits;
import io.millrace.server.setting.SessionVariables;
import io.millrace.spi.option.Option;
import io.millrace.spi.option.Options;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlNodeList;

/** Options of materialized views and pipelines. */
public final class QueryOptions {
    public static final Option<String> ON_ERROR = Option.choice("on_error", List.of("fail", "skip"))
            .describedAs("whether a row that cannot be read or computed fails the query or is skipped and kept in"
                    + " sys.rejected_rows; by default the session's setting of that name");

    public static final Option<Duration> ALLOWED_LATENESS = Option.duration("allowed-lateness")
            .defaultValue(Duration.ZERO)
            .describedAs("how long behind the watermark rows still count; a window they belong to is corrected");
    public static final Option<String> LATE_ROWS = Option.choice("late-rows", List.of("count", "keep"))
            .defaultValue("count")
            .describedAs("whether rows later than allowed are only counted, or also kept in sys.late_rows");
    public static final Option<Duration> STATE_TTL = Option.duration("state-ttl")
            .defaultValue(Duration.ZERO)
            .describedAs("groups that no row has touched for so long are taken out of the result and forgotten; 0 for"
                    + " never");

    public static final List<Option<?>> ALL = Stream.concat(
                    Stream.of(ON_ERROR, ALLOWED_LATENESS, LATE_ROWS, STATE_TTL), QueryTuning.ALL.stream())
            .<Option<?>>map(option -> option)
            .toList();

    /** Beside the options: the text by which {@code sys.queries} shows the query. */
    public static final String STATEMENT = "statement";

    private QueryOptions() {}

    /** Every option with the value that holds, given or the session's. */
    static Map<String, String> of(Scope scope, String owner, String statement, SqlNodeList nodes) {
        Map<String, String> given = new LinkedHashMap<>();
        OptionAssignment.texts(nodes).forEach((key, value) -> given.put(key.toLowerCase(Locale.ROOT), value));
        Options.requireKnown(owner, given, ALL.stream().map(Option::name).toList());
        SessionVariables variables = scope.variables();
        int parallelism = QueryTuning.PARALLELISM.find(given).orElse(variables.get(SessionVariables.PARALLELISM));
        String onError = ON_ERROR.find(given).orElse(variables.get(SessionVariables.ON_ERROR));
        Map<String, String> all = new LinkedHashMap<>();
        all.put(QueryTuning.PARALLELISM.name(), Integer.toString(parallelism));
        all.put(ON_ERROR.name(), onError);
        all.put(STATEMENT, statement);
        for (Option<?> option : ALL) {
            if (!all.containsKey(option.name()) && given.containsKey(option.name())) {
                option.read(given);
                all.put(option.name(), given.get(option.name()));
            }
        }
        return all;
    }

    /** What options that hold say of a query. */
    static QueryRules rules(Map<String, String> options) {
        TimeLimits limits = new TimeLimits(
                micros(ALLOWED_LATENESS.read(options)),
                LATE_ROWS.read(options).equals("keep"),
                micros(STATE_TTL.read(options)));
        return new QueryRules("skip".equals(options.get(ON_ERROR.name())), limits);
    }

    private static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
    }
}
