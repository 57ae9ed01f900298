package io.millrace.planner.validate;

import io.millrace.plan.node.PastRelation;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.QualifiedName;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/** Our catalog as Calcite walks it: root → (catalog →) schema → table. */
final class SchemaTree {
    private SchemaTree() {}

    static CalciteSchema of(Catalog catalog, Tables tables) {
        Schema schemas = new Folder(name -> catalog.schemas().contains(name) ? new Leaf(catalog, name, tables) : null);
        Schema root = new Folder(name -> name.equals(Catalog.NAME)
                ? schemas
                : catalog.schemas().contains(name) ? new Leaf(catalog, name, tables) : null);
        return CalciteSchema.createRootSchema(false, false, "", root);
    }

    /** Makes tables of objects. */
    interface Tables {
        /** @param past where to read it; null for as it is */
        Table table(CatalogObject object, @Nullable PastRelation past);
    }

    /** A schema that holds schemas. */
    private static final class Folder extends AbstractSchema {
        private final Function<String, @Nullable Schema> find;

        Folder(Function<String, @Nullable Schema> find) {
            this.find = find;
        }

        @Override
        public Lookup<? extends Schema> subSchemas() {
            return new Exact<>(find);
        }
    }

    /** A schema that holds tables. */
    private static final class Leaf extends AbstractSchema {
        private final Catalog catalog;
        private final String schema;
        private final Tables tables;

        Leaf(Catalog catalog, String schema, Tables tables) {
            this.catalog = catalog;
            this.schema = schema;
            this.tables = tables;
        }

        @Override
        public Lookup<Table> tables() {
            return new Exact<>(this::table);
        }

        private @Nullable Table table(String name) {
            Optional<PastRelation> past = PastRelation.of(name);
            String plain = past.map(PastRelation::relation).orElse(name);
            return catalog.find(new QualifiedName(schema, plain))
                    .map(object -> tables.table(object, past.orElse(null)))
                    .orElse(null);
        }
    }

    /** Look-up by the exact name alone; nothing is ever listed. */
    private static final class Exact<T> implements Lookup<T> {
        private final Function<String, @Nullable T> find;

        Exact(Function<String, @Nullable T> find) {
            this.find = find;
        }

        @Override
        public @Nullable T get(String name) {
            return find.apply(name);
        }

        @Override
        public @Nullable Named<T> getIgnoreCase(String name) {
            T found = find.apply(name);
            return found == null ? null : new Named<>(name, found);
        }

        @Override
        public Set<String> getNames(LikePattern pattern) {
            return Set.of();
        }
    }
}
