package io.millrace.server.statement;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import io.millrace.server.session.Warning;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/** A {@code CREATE} of something with a name; checked and planned when it is executed. */
abstract class Creation implements Statement {
    private final Scope scope;
    private final String sql;
    private final SqlIdentifier identifier;
    private final boolean ifNotExists;

    Creation(Scope scope, String sql, SqlIdentifier identifier, boolean ifNotExists) {
        this.scope = scope;
        this.sql = sql;
        this.identifier = identifier;
        this.ifNotExists = ifNotExists;
    }

    Scope scope() {
        return scope;
    }

    String sql() {
        return sql;
    }

    /** What is to be created, by its definition and plan. */
    abstract CatalogObject object(QualifiedName name);

    @Override
    public StatementKind kind() {
        return StatementKind.DDL;
    }

    @Override
    public StatementResult execute(List<@Nullable Object> parameters, ExecutionOptions options) {
        return Executions.change(scope, this::create);
    }

    private StatementResult create() {
        QualifiedName name = Names.toCreate(identifier, scope);
        Optional<CatalogEntry> taken = scope.catalog().snapshot().entry(name);
        if (taken.isPresent() && ifNotExists) {
            scope.warn(new Warning(SqlState.WARNING.code(), exists(taken.get()) + "; nothing was done"));
        } else if (taken.isPresent() && !replaces(taken.get())) {
            throw new MillraceException(SqlState.DUPLICATE_TABLE, exists(taken.get()));
        } else {
            CatalogObject object = object(name);
            if (taken.isPresent()) {
                replace(taken.get(), object);
            } else {
                create(object);
            }
        }
        return new StatementResult.UpdateCount(0);
    }

    void create(CatalogObject object) {
        scope.catalog().create(object);
    }

    private static String exists(CatalogEntry entry) {
        return "there is a " + entry.kindWords().toLowerCase(Locale.ROOT) + " \""
                + entry.name().name() + "\" already";
    }

    /** Whether {@code OR REPLACE} was said and applies. */
    boolean replaces(CatalogEntry taken) {
        return false;
    }

    void replace(CatalogEntry taken, CatalogObject object) {
        throw new IllegalStateException("not one that replaces");
    }
}
