package io.millrace.server.statement;

import io.millrace.parser.statement.DropObjects;
import io.millrace.parser.statement.ObjectKind;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.CatalogSnapshot;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import io.millrace.server.session.Warning;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** {@code DROP TABLE | VIEW | MATERIALIZED VIEW | PIPELINE | FUNCTION}, all of the names or none. */
final class DropStatement implements Statement {
    private final Scope scope;
    private final DropObjects statement;

    DropStatement(Scope scope, DropObjects statement) {
        this.scope = scope;
        this.statement = statement;
    }

    @Override
    public StatementKind kind() {
        return StatementKind.DDL;
    }

    @Override
    public StatementResult execute(List<@Nullable Object> parameters, ExecutionOptions options) {
        return Executions.change(scope, this::drop);
    }

    private StatementResult drop() {
        CatalogSnapshot snapshot = scope.catalog().snapshot();
        List<CatalogEntry> dropped = new ArrayList<>();
        for (SqlNode node : statement.names) {
            SqlIdentifier name = (SqlIdentifier) node;
            boolean function = statement.objectKind == ObjectKind.FUNCTION;
            find(function ? Names.ofFunction(name) : name, snapshot).ifPresent(dropped::add);
        }
        if (dropped.isEmpty()) {
            return new StatementResult.UpdateCount(0);
        }
        List<CatalogEntry> dependants = snapshot.dependants(dropped);
        if (!dependants.isEmpty() && statement.behavior != DropObjects.Behavior.CASCADE) {
            throw new MillraceException(
                    SqlState.DEPENDENT_OBJECTS,
                    "cannot drop " + names(dropped) + ": used by " + names(dependants)
                            + "; DROP … CASCADE drops these too");
        }
        Set<String> all = new LinkedHashSet<>();
        dropped.forEach(entry -> all.add(entry.object().name()));
        dependants.forEach(entry -> all.add(entry.object().name()));
        if (!dependants.isEmpty()) {
            scope.warn(new Warning(SqlState.WARNING.code(), "dropped too: " + names(dependants)));
        }
        scope.catalog().drop(all);
        return new StatementResult.UpdateCount(0);
    }

    private Optional<CatalogEntry> find(SqlIdentifier identifier, CatalogSnapshot snapshot) {
        Optional<CatalogEntry> entry = Names.find(identifier, scope);
        String kind = statement.objectKind.words();
        if (entry.isEmpty()) {
            MillraceException unknown =
                    snapshot.unknown(kind.toLowerCase(Locale.ROOT), Names.qualified(identifier, scope));
            if (!statement.ifExists) {
                throw unknown;
            }
            scope.warn(new Warning(SqlState.WARNING.code(), unknown.getMessage() + "; nothing was done"));
        } else if (!entry.get().kindWords().equals(kind)) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "\"" + entry.get().name().name() + "\" is no " + kind.toLowerCase(Locale.ROOT) + "; use DROP "
                            + entry.get().kindWords());
        }
        return entry;
    }

    /** {@code view "a", pipeline "b"}. */
    static String names(Collection<CatalogEntry> entries) {
        return entries.stream()
                .map(entry -> entry.kindWords().toLowerCase(Locale.ROOT) + " \""
                        + entry.name().name() + "\"")
                .collect(Collectors.joining(", "));
    }

    /** Whether there is such a kind of thing at all. */
    static void requireSupported(ObjectKind kind, String verb) {
        if (kind == ObjectKind.SCHEMA || kind == ObjectKind.FUNCTION && !verb.equals("DROP")) {
            throw MillraceException.notSupported(verb + " " + kind.words());
        }
    }
}
