package io.millrace.server.statement;

import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.CatalogSnapshot;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;

/** Names in statements, resolved. */
final class Names {
    private Names() {}

    /** {@code t}, {@code schema.t} or {@code millrace.schema.t}. */
    static QualifiedName qualified(SqlIdentifier identifier, Scope scope) {
        List<String> names = identifier.names;
        if (names.size() == 3 && names.get(0).equals(Catalog.NAME)) {
            return new QualifiedName(names.get(1), names.get(2));
        } else if (names.size() == 2) {
            return new QualifiedName(names.get(0), names.get(1));
        } else if (names.size() == 1) {
            return new QualifiedName(scope.variables().schema(), names.get(0));
        }
        throw new MillraceException(
                SqlState.UNDEFINED_TABLE,
                "\"" + identifier + "\" is no name of a table or view: expected name, schema.name or " + Catalog.NAME
                        + ".schema.name");
    }

    /** The name of a function among the objects, where it does not stand in the way of a table. */
    static SqlIdentifier ofFunction(SqlIdentifier name) {
        int last = name.names.size() - 1;
        return name.setName(last, name.names.get(last) + "()");
    }

    /** The name of something to be created, which must be in a schema that takes it. */
    static QualifiedName toCreate(SqlIdentifier identifier, Scope scope) {
        QualifiedName name = qualified(identifier, scope);
        if (name.schema().equals(Catalog.SYSTEM_SCHEMA) || name.schema().equals(Catalog.INFORMATION_SCHEMA)) {
            throw new MillraceException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "nothing can be created in schema \"" + name.schema() + "\"; use \"" + Catalog.DEFAULT_SCHEMA
                            + "\"");
        }
        if (!scope.catalog().snapshot().schemas().contains(name.schema())) {
            throw scope.catalog().snapshot().unknown("schema", name);
        }
        return name;
    }

    /** What a name means: as it stands, or in the default schema if the session's own has no such thing. */
    static Optional<CatalogEntry> find(SqlIdentifier identifier, Scope scope) {
        CatalogSnapshot snapshot = scope.catalog().snapshot();
        Optional<CatalogEntry> entry = snapshot.entry(qualified(identifier, scope));
        return entry.isEmpty() && identifier.names.size() == 1
                ? snapshot.entry(new QualifiedName(Catalog.DEFAULT_SCHEMA, identifier.getSimple()))
                : entry;
    }

    /** @throws MillraceException 42P01 with the nearest match */
    static CatalogEntry existing(SqlIdentifier identifier, Scope scope) {
        return find(identifier, scope)
                .orElseThrow(() -> scope.catalog().snapshot().unknown("table or view", qualified(identifier, scope)));
    }

    /** A materialized view or pipeline. */
    static CatalogEntry query(SqlIdentifier identifier, Scope scope) {
        CatalogEntry entry = existing(identifier, scope);
        if (entry.object().plan() == null) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "\"" + entry.name().name() + "\" is a " + entry.kindWords().toLowerCase(java.util.Locale.ROOT)
                            + ", expected a materialized view or a pipeline");
        }
        return entry;
    }

    /** A table to be written. */
    static CatalogEntry table(SqlIdentifier identifier, Scope scope) {
        QualifiedName name = qualified(identifier, scope);
        if (scope.catalog().snapshot().find(name).isPresent()
                && scope.catalog().snapshot().entry(name).isEmpty()) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is a system relation, it cannot be written");
        }
        CatalogEntry entry = existing(identifier, scope);
        if (!entry.isTable()) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "\"" + entry.name().name() + "\" is a " + entry.kindWords().toLowerCase(java.util.Locale.ROOT)
                            + ", only a table can be written");
        }
        return entry;
    }
}
