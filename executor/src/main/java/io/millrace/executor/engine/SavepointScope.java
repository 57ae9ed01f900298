package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.checkpoint.Manifest.StoredFile;
import io.millrace.executor.checkpoint.Manifest.TablePoint;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which part of the database a savepoint is of: the queries it was asked for, and the tables and views that they are made from. */
final class SavepointScope {
    private SavepointScope() {}

    /**
     * The part of a checkpoint that some queries need, so that it stands for itself.
     *
     * @throws MillraceException 42P01 if one of them is not in the checkpoint, 55000 if it holds one as failed
     */
    static Manifest part(Manifest whole, List<String> queries) {
        queries.forEach(query -> requireSound(whole, query));
        Set<String> names = withInputs(objects(whole), queries);
        List<QueryPoint> points = whole.queries().stream()
                .filter(point -> names.contains(point.query()))
                .toList();
        List<TablePoint> tables = whole.tables().stream()
                .filter(table -> names.contains(table.table()))
                .toList();
        return new Manifest(
                whole.version(),
                whole.id(),
                null,
                whole.epoch(),
                whole.timeline(),
                whole.createdMicros(),
                whole.durationMillis(),
                whole.objects(),
                points,
                tables,
                files(whole, points, !tables.isEmpty()),
                List.copyOf(new LinkedHashSet<>(queries)));
    }

    private static void requireSound(Manifest whole, String query) {
        QueryPoint point = whole.queries().stream()
                .filter(one -> one.query().equals(query))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        SqlState.UNDEFINED_TABLE,
                        "\"" + query + "\" was dropped meanwhile, or has only just been created"));
        if (point.status().equals("FAILED")) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "there is no savepoint of query " + query + ", which has failed: " + point.error());
        }
    }

    /** All tables lie together. */
    private static List<StoredFile> files(Manifest whole, List<QueryPoint> points, boolean withTables) {
        Set<String> folders = new HashSet<>();
        for (QueryPoint point : points) {
            folders.add("state/" + Checkpointer.folderName(point.query()) + "/");
            folders.add("stopped/" + Checkpointer.folderName(point.query()) + "/");
        }
        if (withTables) {
            folders.add("tables/");
        }
        return whole.files().stream()
                .filter(file -> folders.stream().anyMatch(file.path()::startsWith))
                .toList();
    }

    private static Map<String, CatalogObject> objects(Manifest manifest) {
        Map<String, CatalogObject> objects = new LinkedHashMap<>();
        manifest.objects().stream().map(CatalogJson::read).forEach(object -> objects.put(object.name(), object));
        return objects;
    }

    /** Those names and all that they are made from. */
    private static Set<String> withInputs(Map<String, CatalogObject> objects, List<String> queries) {
        Set<String> names = new LinkedHashSet<>(queries);
        Deque<String> open = new ArrayDeque<>(queries);
        while (!open.isEmpty()) {
            CatalogObject object = objects.get(open.removeFirst());
            if (object != null) {
                object.reads().stream().filter(names::add).forEach(open::addLast);
            }
        }
        return names;
    }

    /**
     * A rollback is of the whole database.
     *
     * @throws MillraceException 55000 if something is left out that depends on what would be rewound, with its name; 0A000 if what is left
     *     out has nothing to do with it
     */
    static void requireWhole(Manifest savepoint) {
        if (savepoint.scope().isEmpty()) {
            return;
        }
        Map<String, CatalogObject> objects = objects(savepoint);
        Set<String> held = new HashSet<>();
        savepoint.queries().forEach(point -> held.add(point.query()));
        savepoint.tables().forEach(table -> held.add(table.table()));
        Set<String> missing = new TreeSet<>();
        for (CatalogObject object : objects.values()) {
            boolean hasState = object.kind() == CatalogObject.Kind.NATIVE_TABLE || object.plan() != null;
            if (hasState && !held.contains(object.name())) {
                missing.add(object.name());
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        Set<String> dependent = new TreeSet<>(connected(objects, held));
        dependent.retainAll(missing);
        if (!dependent.isEmpty()) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "cannot roll back to " + text(savepoint) + ": what it would rewind also concerns "
                            + String.join(", ", dependent) + ", which it does not hold");
        }
        throw MillraceException.notSupported("ROLLBACK TO SAVEPOINT of a part of the database (" + text(savepoint)
                + ": it does not hold " + String.join(", ", missing) + ")");
    }

    /** Whatever reads some of these or is read by them, and so on; functions and tables with connectors have no state. */
    private static Set<String> connected(Map<String, CatalogObject> objects, Set<String> held) {
        Set<String> names = new HashSet<>(held);
        boolean more = true;
        while (more) {
            more = false;
            for (CatalogObject object : objects.values()) {
                if (isPath(object)
                        && !names.contains(object.name())
                        && object.reads().stream().anyMatch(names::contains)) {
                    more |= names.add(object.name());
                } else if (names.contains(object.name())) {
                    for (String read : object.reads()) {
                        CatalogObject input = objects.get(read);
                        more |= input != null && isPath(input) && names.add(read);
                    }
                }
            }
        }
        return names;
    }

    private static boolean isPath(CatalogObject object) {
        return switch (object.kind()) {
            case NATIVE_TABLE, VIEW, MATERIALIZED_VIEW, PIPELINE -> true;
            case CONNECTOR_TABLE, FUNCTION -> false;
        };
    }

    /** Which savepoint it is, and of which queries. */
    static String text(Manifest savepoint) {
        return "savepoint \"" + savepoint.name() + "\", which is of query " + String.join(", ", savepoint.scope())
                + " and what that reads";
    }
}
