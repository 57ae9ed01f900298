package io.millrace.server.system;

import io.millrace.executor.engine.SystemRelations;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.RowType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All system relations of a database. Made before the engine, which reads them, and {@link #attach}ed to the database once
 * that is open.
 */
public final class SystemTables implements SystemRelations {
    private static final Map<String, SystemRelation> RELATIONS = relations();

    private volatile @Nullable DatabaseState database;

    private static Map<String, SystemRelation> relations() {
        Map<String, SystemRelation> relations = new LinkedHashMap<>();
        Stream.of(CatalogRelations.ALL, RunningRelations.ALL, ReferenceRelations.ALL, InformationSchema.ALL)
                .flatMap(List::stream)
                .forEach(relation -> relations.put(relation.name(), relation));
        return relations;
    }

    /** Columns of every system relation, by qualified name. */
    public static Map<String, RowType> rowTypes() {
        Map<String, RowType> types = new LinkedHashMap<>();
        RELATIONS.forEach((name, relation) -> types.put(name, relation.rowType()));
        return types;
    }

    /** One sentence about each, by qualified name. */
    public static Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        RELATIONS.forEach((name, relation) -> descriptions.put(name, relation.description()));
        return descriptions;
    }

    public void attach(DatabaseState state) {
        database = state;
    }

    @Override
    public Optional<RowType> columns(String name) {
        return Optional.ofNullable(RELATIONS.get(name)).map(SystemRelation::rowType);
    }

    @Override
    public List<RowBatch> rows(String name) {
        SystemRelation relation = RELATIONS.get(name);
        DatabaseState state = database;
        if (relation == null || state == null) {
            throw MillraceException.internal("system relation " + name + " is not there");
        }
        RowWriter out = new RowWriter(relation.rowType());
        relation.content().write(state, out);
        return out.finish();
    }
}
