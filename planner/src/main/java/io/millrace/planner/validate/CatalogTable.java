package io.millrace.planner.validate;

import io.millrace.plan.node.PastRelation;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.MaterializedView;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.SystemTable;
import io.millrace.planner.catalog.View;
import io.millrace.planner.type.Types;
import io.millrace.spi.type.RowType;
import java.util.Optional;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TemporalTable;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/** A catalog object as Calcite's table: a scan, or for a view its query. */
public final class CatalogTable extends AbstractTable implements TranslatableTable, TemporalTable {
    private final CatalogObject object;
    private final ViewExpansion views;
    private final @Nullable PastRelation past;

    /** @param past where to read it; null for as it is */
    CatalogTable(CatalogObject object, ViewExpansion views, @Nullable PastRelation past) {
        this.object = object;
        this.views = views;
        this.past = past;
    }

    /** The object behind a scan. */
    public static CatalogObject of(RelOptTable table) {
        CatalogTable found = table.unwrap(CatalogTable.class);
        if (found == null) {
            throw new IllegalStateException("not one of ours: " + table.getQualifiedName());
        }
        return found.object;
    }

    /** The point in the past at which a scan reads; empty if it reads what is there now. */
    public static Optional<PastRelation> past(RelOptTable table) {
        CatalogTable found = table.unwrap(CatalogTable.class);
        return found == null ? Optional.empty() : Optional.ofNullable(found.past);
    }

    public CatalogObject object() {
        return object;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return object instanceof View view ? views.rowType(view) : Types.toRel(factory, columns(object));
    }

    private static RowType columns(CatalogObject object) {
        if (object instanceof NativeTable table) {
            return table.rowType();
        } else if (object instanceof ConnectorRelation relation) {
            return relation.rowType();
        } else if (object instanceof MaterializedView view) {
            return view.properties().rowType();
        } else if (object instanceof SystemTable table) {
            return table.rowType();
        }
        throw new IllegalStateException("no columns: " + object.name());
    }

    /** That there is one lets Calcite accept FOR SYSTEM_TIME; nobody asks for its name. */
    @Override
    public String getSysStartFieldName() {
        return "";
    }

    @Override
    public String getSysEndFieldName() {
        return "";
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        return object instanceof View view
                ? views.expand(view, context.getCluster())
                : LogicalTableScan.create(context.getCluster(), table, context.getTableHints());
    }

    @Override
    public <C> @Nullable C unwrap(Class<C> wanted) {
        return wanted.isInstance(this) ? wanted.cast(this) : super.unwrap(wanted);
    }
}
