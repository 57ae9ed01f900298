package io.millrace.planner;

import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;

/** The columns of a table that a statement writes. */
final class Targets {
    private Targets() {}

    /** @throws MillraceException 42809 if it is nothing that can be written */
    static List<TableColumn> columns(CatalogObject target) {
        if (target instanceof NativeTable table) {
            return table.columns();
        } else if (target instanceof ConnectorRelation relation) {
            if (relation.writes() == ConnectorRelation.Writes.NOTHING) {
                throw new MillraceException(
                        SqlState.WRONG_OBJECT_TYPE,
                        "table " + relation.name() + " cannot be written: connector '" + relation.connector()
                                + "' only reads");
            }
            return relation.columns();
        }
        throw new MillraceException(SqlState.WRONG_OBJECT_TYPE, target.name() + " is not a table that can be written");
    }

    /** The named columns' places; without names those of all columns that are not computed. */
    static List<Integer> named(CatalogObject target, List<String> names) {
        List<TableColumn> columns = columns(target);
        List<Integer> places = new ArrayList<>();
        if (names.isEmpty()) {
            for (int i = 0; i < columns.size(); i++) {
                if (!columns.get(i).isComputed()) {
                    places.add(i);
                }
            }
        }
        for (String name : names) {
            int place = place(target, columns, name);
            if (places.contains(place)) {
                throw new MillraceException(
                        SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" is given more than once");
            }
            places.add(place);
        }
        return places;
    }

    private static int place(CatalogObject target, List<TableColumn> columns, String name) {
        List<String> known = columns.stream().map(TableColumn::name).toList();
        int place = known.indexOf(name);
        if (place < 0) {
            throw new MillraceException(
                    SqlState.UNDEFINED_COLUMN,
                    "table " + target.name() + " has no column \"" + name + "\"" + Nearest.hint(name, known));
        } else if (columns.get(place).isComputed()) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "column \"" + name + "\" of table " + target.name() + " is computed and cannot be given");
        }
        return place;
    }
}
