package io.millrace.server.statement;

import io.millrace.parser.MillraceParser;
import io.millrace.parser.statement.DescribeTable;
import io.millrace.parser.statement.OptionAssignment;
import io.millrace.parser.statement.ShowCreate;
import io.millrace.parser.statement.ShowObjects;
import io.millrace.parser.statement.ShowSetting;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.CatalogSnapshot;
import io.millrace.server.session.StatementKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlNode;

/** {@code SHOW …} and {@code DESCRIBE}: queries over {@code sys}. */
final class ShowStatements {
    private ShowStatements() {}

    static Statement objects(Scope scope, String sql, ShowObjects statement) {
        SqlNode pattern = statement.pattern;
        String like = pattern == null ? "" : OptionAssignment.text(pattern);
        if (statement.subject == ShowObjects.Subject.ALL) {
            return settings(scope);
        }
        return query(scope, sql, select(statement.subject, like));
    }

    private static String select(ShowObjects.Subject subject, String like) {
        return switch (subject) {
            case TABLES -> select("schema_name, name, kind, connector, primary_key", "sys.tables", "name", like, "");
            case VIEWS -> select("schema_name, name, kind, query", "sys.views", "name", like, "");
            case MATERIALIZED_VIEWS ->
                select(
                        "schema_name, name, key, changelog, query",
                        "sys.views",
                        "name",
                        like,
                        "kind = 'MATERIALIZED VIEW'");
            case PIPELINES -> select("schema_name, name, sink, statement", "sys.pipelines", "name", like, "");
            case QUERIES ->
                select(
                        "name, kind, state, parallelism, epoch, last_checkpoint_epoch, rows_in, rows_out, watermark,"
                                + " error",
                        "sys.queries",
                        "name",
                        like,
                        "");
            case SAVEPOINTS -> select("name, epoch, timeline, created, bytes", "sys.savepoints", "name", like, "");
            case CHECKPOINTS ->
                select(
                        "id, state, epoch, created, duration_ms, alignment_ms, mode, bytes, bytes_new, files, error",
                        "sys.checkpoints",
                        "id",
                        "",
                        "");
            case FUNCTIONS -> select("function_name", "sys.functions", "function_name", like, "");
            case CONNECTORS -> select("name, description", "sys.connectors", "name", like, "");
            case SCHEMAS -> select("name, is_system", "sys.schemas", "name", like, "");
            case ALL -> throw new IllegalArgumentException("SHOW ALL is no query");
        };
    }

    private static String select(String columns, String relation, String name, String like, String condition) {
        List<String> conditions = new ArrayList<>();
        if (!condition.isEmpty()) {
            conditions.add(condition);
        }
        if (!like.isEmpty()) {
            conditions.add(name + " LIKE " + quoted(like));
        }
        return "SELECT " + columns + " FROM " + relation
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions)) + " ORDER BY " + name;
    }

    static Statement describe(Scope scope, String sql, DescribeTable statement) {
        QualifiedName name = relation(scope, statement);
        return query(
                scope,
                sql,
                "SELECT name, type, nullable, key_position, default_value, computed_as, event_time FROM sys.columns"
                        + " WHERE schema_name = " + quoted(name.schema()) + " AND table_name = " + quoted(name.name())
                        + " ORDER BY \"position\"");
    }

    /** What a name means in FROM: in the session's schema, else in one of the system's. */
    private static QualifiedName relation(Scope scope, DescribeTable statement) {
        CatalogSnapshot snapshot = scope.catalog().snapshot();
        QualifiedName name = Names.qualified(statement.name, scope);
        List<QualifiedName> candidates = new ArrayList<>();
        candidates.add(name);
        if (statement.name.names.size() == 1) {
            for (String schema : List.of(Catalog.DEFAULT_SCHEMA, Catalog.SYSTEM_SCHEMA, Catalog.INFORMATION_SCHEMA)) {
                candidates.add(new QualifiedName(schema, name.name()));
            }
        }
        return candidates.stream()
                .filter(candidate -> snapshot.find(candidate).isPresent())
                .findFirst()
                .orElseThrow(() -> snapshot.unknown("table or view", name));
    }

    private static Statement query(Scope scope, String sql, String select) {
        return SelectStatement.finite(scope, sql, StatementKind.UTILITY, MillraceParser.parse(select));
    }

    static Statement create(Scope scope, ShowCreate statement) {
        DropStatement.requireSupported(statement.objectKind, "SHOW CREATE");
        CatalogEntry entry = Names.existing(statement.name, scope);
        if (!entry.kindWords().equals(statement.objectKind.words())) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "\"" + entry.name().name() + "\" is no "
                            + statement.objectKind.words().toLowerCase(Locale.ROOT) + "; use SHOW CREATE "
                            + entry.kindWords());
        }
        return new TextStatement(
                scope,
                List.of("statement"),
                () -> List.of(List.of(entry.definition().statement())));
    }

    static Statement setting(Scope scope, ShowSetting statement) {
        String name = statement.nameText();
        scope.variables().show(name);
        return new TextStatement(
                scope, List.of(name), () -> List.of(List.of(scope.variables().show(name))));
    }

    private static Statement settings(Scope scope) {
        return new TextStatement(scope, List.of("name", "value"), () -> {
            List<List<String>> rows = new ArrayList<>();
            scope.variables().all().forEach((name, value) -> rows.add(List.of(name, value)));
            return rows;
        });
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
