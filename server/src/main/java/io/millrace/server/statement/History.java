package io.millrace.server.statement;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.parser.statement.StopQuery;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.session.SavepointInfo;
import io.millrace.server.session.Warning;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;

/** Points in history, by SQL and by JDBC's methods. */
public final class History {
    private History() {}

    public static SavepointInfo setSavepoint(Scope scope, String name) {
        io.millrace.executor.engine.SavepointInfo taken = scope.engine().createSavepoint(name);
        return new SavepointInfo(taken.createdMicros(), taken.name(), taken.epoch());
    }

    /** {@code SAVEPOINT s FOR QUERY v, …}. */
    static void setSavepoint(Scope scope, String name, SqlNodeList queries) {
        List<String> names = queries.stream()
                .map(query -> Names.query((SqlIdentifier) query, scope).object().name())
                .toList();
        scope.engine().createSavepoint(name, names);
    }

    public static void rollbackTo(Scope scope, String name) {
        requireKnown(scope, name);
        List<String> warnings = Executions.change(scope, () -> {
            List<String> told = scope.engine().rollbackTo(name);
            scope.catalog().refresh();
            return told;
        });
        scope.rolledBack();
        warnings.forEach(text -> scope.warn(new Warning(SqlState.WARNING.code(), text)));
    }

    public static void releaseSavepoint(Scope scope, String name) {
        requireKnown(scope, name);
        scope.engine().releaseSavepoint(name);
    }

    /** {@code STOP QUERY v [WITH SAVEPOINT s]}. */
    static void stop(Scope scope, StopQuery statement) {
        String savepoint = statement.savepoint == null ? "" : statement.savepoint.getSimple();
        Executions.change(scope, () -> {
            scope.catalog().stop(Names.query(statement.query, scope).object().name(), savepoint);
            return true;
        });
    }

    static void resume(Scope scope, SqlIdentifier query) {
        Executions.change(scope, () -> {
            scope.catalog().resume(Names.query(query, scope).object().name());
            return true;
        });
    }

    /** {@code ALTER QUERY v RESTART}. */
    static void restart(Scope scope, SqlIdentifier query) {
        scope.engine().restart(Names.query(query, scope).object().name());
    }

    static void requireKnown(Scope scope, String name) {
        List<String> names = scope.engine().savepoints().stream()
                .map(io.millrace.executor.engine.SavepointInfo::name)
                .toList();
        if (!names.contains(name)) {
            throw new MillraceException(
                    SqlState.INVALID_SAVEPOINT, "there is no savepoint \"" + name + "\"" + Nearest.hint(name, names));
        }
    }

    static void checkpoint(Scope scope) {
        scope.engine().checkpoint();
    }

    /** Ends the query of an open result, by its name in {@code sys.queries}. */
    static void cancel(Scope scope, String query) {
        if (scope.engine().cancel(query)) {
            return;
        }
        for (CatalogEntry entry : scope.catalog().snapshot().entries()) {
            boolean durable =
                    entry.kind() == CatalogObject.Kind.MATERIALIZED_VIEW || entry.kind() == CatalogObject.Kind.PIPELINE;
            if (durable
                    && (entry.object().name().equals(query)
                            || entry.name().name().equals(query))) {
                throw new MillraceException(
                        SqlState.NOT_IN_REQUIRED_STATE,
                        "query \"" + query + "\" is that of a durable "
                                + entry.kindWords().toLowerCase(java.util.Locale.ROOT) + "; DROP "
                                + entry.kindWords() + " ends it");
            }
        }
        List<String> names = scope.engine().queries().stream()
                .map(io.millrace.executor.engine.QueryInfo::name)
                .toList();
        throw new MillraceException(
                SqlState.UNDEFINED_OBJECT, "there is no running query \"" + query + "\"" + Nearest.hint(query, names));
    }
}
