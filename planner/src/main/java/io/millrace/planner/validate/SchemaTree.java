package io.millrace.planner.validate;

import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.QualifiedName;
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

    static CalciteSchema of(Catalog catalog, Function<CatalogObject, Table> tables) {
        Schema schemas = new Folder(name -> catalog.schemas().contains(name) ? new Leaf(catalog, name, tables) : null);
        Schema root = new Folder(name -> name.equals(Catalog.NAME)
                ? schemas
                : catalog.schemas().contains(name) ? new Leaf(catalog, name, tables) : null);
        return CalciteSchema.createRootSchema(false, false, "", root);
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
        private final Function<CatalogObject, Table> tables;

        Leaf(Catalog catalog, String schema, Function<CatalogObject, Table> tables) {
            this.catalog = catalog;
            this.schema = schema;
            this.tables = tables;
        }

        @Override
        public Lookup<Table> tables() {
            return new Exact<>(name ->
                    catalog.find(new QualifiedName(schema, name)).map(tables).orElse(null));
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
