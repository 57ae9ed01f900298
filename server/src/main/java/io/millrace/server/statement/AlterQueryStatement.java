package io.millrace.server.statement;

import io.millrace.executor.engine.QueryTuning;
import io.millrace.parser.statement.AlterQuery;
import io.millrace.parser.statement.OptionAssignment;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import io.millrace.server.session.Warning;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import io.millrace.spi.option.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ALTER QUERY v SET (…)}: another way to run a view or pipeline, with the same results. */
final class AlterQueryStatement implements Statement {
    private final Scope scope;
    private final AlterQuery statement;

    AlterQueryStatement(Scope scope, AlterQuery statement) {
        this.scope = scope;
        this.statement = statement;
    }

    @Override
    public StatementKind kind() {
        return StatementKind.DDL;
    }

    @Override
    public StatementResult execute(List<@Nullable Object> parameters, ExecutionOptions options) {
        return Executions.change(scope, this::alter);
    }

    private StatementResult alter() {
        CatalogEntry entry = Names.query(statement.query, scope);
        Map<String, String> changes = new LinkedHashMap<>();
        OptionAssignment.texts(statement.options)
                .forEach((key, value) -> changes.put(key.toLowerCase(Locale.ROOT), value));
        requireChangeable(changes);
        QueryTuning.ALL.forEach(option -> option.find(changes));
        List<String> notes = scope.catalog().alter(entry.object().name(), changes);
        notes.forEach(text -> scope.warn(new Warning(SqlState.WARNING.code(), text)));
        return new StatementResult.UpdateCount(0);
    }

    private static void requireChangeable(Map<String, String> changes) {
        for (Option<?> option : QueryOptions.ALL) {
            if (changes.containsKey(option.name()) && !QueryTuning.ALL.contains(option)) {
                throw new MillraceException(
                        SqlState.NOT_IN_REQUIRED_STATE,
                        "option '" + option.name()
                                + "' is part of what the query answers: it is fixed when the query is" + " created");
            }
        }
        Options.requireKnown(
                "a running query",
                changes,
                QueryTuning.ALL.stream().map(Option::name).toList());
    }
}
