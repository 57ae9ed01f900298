package io.millrace.planner.validate;

import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.MaterializedView;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.SystemTable;
import io.millrace.planner.catalog.View;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** The names a user could have meant. */
final class NameCandidates {
    private final Catalog catalog;
    private final String defaultSchema;
    private final SqlNode query;

    NameCandidates(Catalog catalog, String defaultSchema, SqlNode query) {
        this.catalog = catalog;
        this.defaultSchema = defaultSchema;
        this.query = query;
    }

    String missingColumn(String name) {
        Collection<String> others = columns();
        others.remove(name);
        return "column \"" + name + "\" does not exist" + Nearest.hint(name, others);
    }

    /** @param name as far as it was not found; at this place of the query it stands in full */
    String missingTable(String name, int line, int column) {
        List<String> parts = new ArrayList<>(List.of(name));
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                SqlParserPos position = identifier.getParserPosition();
                if (position.getLineNum() == line && position.getColumnNum() == column) {
                    parts.clear();
                    parts.addAll(identifier.names);
                }
                return null;
            }
        });
        return missingTable(parts);
    }

    /** What a column is qualified with; or a table, if the catalog has no schema of that name. */
    String missingAlias(String name, int line, int column) {
        Set<String> aliases = new LinkedHashSet<>();
        addAliases(aliases);
        if (aliases.isEmpty()) {
            return missingTable(name, line, column);
        }
        aliases.remove(name);
        return "there is no table \"" + name + "\" in FROM" + Nearest.hint(name, aliases);
    }

    String missingTable(List<String> parts) {
        String last = parts.get(parts.size() - 1);
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : defaultSchema;
        String text = "table \"" + String.join(".", parts) + "\" does not exist";
        if (parts.size() == 1) {
            return text + Nearest.hint(last, tables());
        }
        return catalog.schemas().contains(schema)
                ? text + Nearest.hint(last, catalog.names(schema))
                : text + Nearest.hint(schema, catalog.schemas());
    }

    /** Every table that can be named without its schema. */
    private Collection<String> tables() {
        Set<String> names = new LinkedHashSet<>(catalog.names(defaultSchema));
        for (String schema : List.of(Catalog.DEFAULT_SCHEMA, Catalog.SYSTEM_SCHEMA, Catalog.INFORMATION_SCHEMA)) {
            names.addAll(catalog.names(schema));
        }
        return names;
    }

    /** The columns of every table the query names, and the names it gives itself. */
    private Collection<String> columns() {
        Set<String> names = new LinkedHashSet<>();
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                addColumnsOf(identifier, names);
                return null;
            }
        });
        addAliases(names);
        return names;
    }

    private void addAliases(Set<String> names) {
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (call instanceof SqlBasicCall as && as.getKind() == SqlKind.AS) {
                    for (SqlNode alias : as.getOperandList().subList(1, as.operandCount())) {
                        if (alias instanceof SqlIdentifier name) {
                            names.add(name.names.get(0));
                        }
                    }
                }
                return super.visit(call);
            }
        });
    }

    private void addColumnsOf(SqlIdentifier identifier, Set<String> names) {
        List<String> parts = identifier.names;
        String name = parts.get(parts.size() - 1);
        List<String> schemas = parts.size() > 1
                ? List.of(parts.get(parts.size() - 2))
                : List.of(defaultSchema, Catalog.DEFAULT_SCHEMA, Catalog.SYSTEM_SCHEMA, Catalog.INFORMATION_SCHEMA);
        for (String schema : schemas) {
            catalog.find(new QualifiedName(schema, name)).ifPresent(object -> names.addAll(columnNames(object)));
        }
    }

    private static List<String> columnNames(CatalogObject object) {
        if (object instanceof View view) {
            return view.columnNames();
        }
        RowType rowType;
        if (object instanceof NativeTable table) {
            rowType = table.rowType();
        } else if (object instanceof ConnectorRelation relation) {
            rowType = relation.rowType();
        } else if (object instanceof MaterializedView view) {
            rowType = view.properties().rowType();
        } else {
            rowType = ((SystemTable) object).rowType();
        }
        return rowType.names();
    }
}
