package io.millrace.server.catalog;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.SystemTable;
import io.millrace.planner.catalog.UserFunction;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The objects there are at one moment. Immutable. */
public final class CatalogSnapshot implements Catalog {
    private static final List<String> SCHEMAS = List.of(DEFAULT_SCHEMA, SYSTEM_SCHEMA, INFORMATION_SCHEMA);

    private final long version;
    private final Map<QualifiedName, CatalogEntry> entries;
    private final Map<QualifiedName, SystemTable> systemTables;

    private CatalogSnapshot(
            long version, Map<QualifiedName, CatalogEntry> entries, Map<QualifiedName, SystemTable> systemTables) {
        this.version = version;
        this.entries = entries;
        this.systemTables = systemTables;
    }

    static CatalogSnapshot empty(Map<String, RowType> systemRelations) {
        Map<QualifiedName, SystemTable> system = new LinkedHashMap<>();
        systemRelations.forEach((text, rowType) -> {
            QualifiedName name = CatalogEntry.nameOf(text);
            system.put(name, new SystemTable(name, rowType));
        });
        return new CatalogSnapshot(0, Map.of(), system);
    }

    /** The next version; entries of objects that did not change are taken over. */
    CatalogSnapshot next(List<CatalogObject> objects) {
        Map<QualifiedName, CatalogEntry> next = new LinkedHashMap<>();
        for (CatalogObject object : objects) {
            CatalogEntry known = entries.get(CatalogEntry.nameOf(object.name()));
            CatalogEntry entry = known != null && known.object().equals(object) ? known : CatalogEntry.of(object);
            next.put(entry.name(), entry);
        }
        return new CatalogSnapshot(version + 1, next, systemTables);
    }

    /** Grows with every change of the catalog. */
    public long version() {
        return version;
    }

    /** In the order of creation. */
    public Collection<CatalogEntry> entries() {
        return entries.values();
    }

    public Collection<SystemTable> systemTables() {
        return systemTables.values();
    }

    public Optional<CatalogEntry> entry(QualifiedName name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** @throws MillraceException 42P01 with the nearest match */
    public CatalogEntry existing(QualifiedName name) {
        return entry(name).orElseThrow(() -> unknown("table or view", name));
    }

    /** The error for a name that nothing has. */
    public MillraceException unknown(String what, QualifiedName name) {
        if (!SCHEMAS.contains(name.schema())) {
            return new MillraceException(
                    SqlState.UNDEFINED_TABLE,
                    "there is no schema \"" + name.schema() + "\"" + Nearest.hint(name.schema(), SCHEMAS));
        }
        return new MillraceException(
                SqlState.UNDEFINED_TABLE,
                "there is no " + what + " \"" + name.name() + "\"" + Nearest.hint(name.name(), names(name.schema())));
    }

    /** What reads one of these objects, directly or not, in the order of creation; not these themselves. */
    public List<CatalogEntry> dependants(Collection<CatalogEntry> of) {
        TreeSet<String> found = new TreeSet<>();
        of.forEach(entry -> found.add(entry.object().name()));
        int before;
        do {
            before = found.size();
            for (CatalogEntry entry : entries.values()) {
                if (entry.object().reads().stream().anyMatch(found::contains)
                        || found.contains(String.valueOf(entry.definition().sink()))) {
                    found.add(entry.object().name());
                }
            }
        } while (found.size() > before);
        List<CatalogEntry> dependants = new ArrayList<>();
        for (CatalogEntry entry : entries.values()) {
            if (found.contains(entry.object().name()) && !of.contains(entry)) {
                dependants.add(entry);
            }
        }
        return dependants;
    }

    @Override
    public Optional<io.millrace.planner.catalog.CatalogObject> find(QualifiedName name) {
        CatalogEntry entry = entries.get(name);
        if (entry != null) {
            return Optional.ofNullable(entry.relation());
        }
        return Optional.ofNullable(systemTables.get(name));
    }

    @Override
    public Collection<UserFunction> functions() {
        return entries.values().stream()
                .filter(entry -> entry.kind() == CatalogObject.Kind.FUNCTION)
                .map(FunctionObjects::read)
                .toList();
    }

    @Override
    public Collection<String> schemas() {
        return SCHEMAS;
    }

    @Override
    public Collection<String> names(String schema) {
        List<String> names = new ArrayList<>();
        for (CatalogEntry entry : entries.values()) {
            if (entry.name().schema().equals(schema) && entry.kind() != CatalogObject.Kind.FUNCTION) {
                names.add(entry.name().name());
            }
        }
        for (QualifiedName name : systemTables.keySet()) {
            if (name.schema().equals(schema)) {
                names.add(name.name());
            }
        }
        return names;
    }
}
