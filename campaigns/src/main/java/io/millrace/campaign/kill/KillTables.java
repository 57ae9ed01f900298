package io.millrace.campaign.kill;

import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.spi.type.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The statements that build what is killed: one file of events, views over it, and a pipeline into part files. */
final class KillTables {
    static final List<String> VIEWS = List.of("q3", "q5", "q17");
    static final String PIPELINE = "keep_bids";

    private KillTables() {}

    static List<String> statements(KillOptions options, Path events, Path parts) {
        List<String> statements = new ArrayList<>();
        statements.add("SET parallelism = " + options.parallelism());
        statements.add("CREATE TABLE events (kind VARCHAR NOT NULL, " + eventColumns()
                + ", WATERMARK FOR \"dateTime\" AS \"dateTime\" - INTERVAL '4' SECOND) WITH ('connector' = 'filesystem',"
                + " 'path' = '" + events + "', 'format' = 'json', 'rows-per-second' = '" + options.rowsPerSecond()
                + "')");
        for (EventKind kind : EventKind.values()) {
            statements.add("CREATE VIEW " + kind.table() + " AS SELECT " + names(kind) + " FROM events WHERE kind = '"
                    + kind.table() + "'");
        }
        for (String view : VIEWS) {
            statements.add("CREATE MATERIALIZED VIEW " + view + " AS "
                    + NexmarkQuery.named(view).orElseThrow().sql());
        }
        statements.add(
                "CREATE TABLE parts (" + declarations(EventKind.BID.columns().fields(), "")
                        + ") WITH ('connector' = 'filesystem', 'path' = '" + parts + "', 'format' = 'json')");
        statements.add("CREATE PIPELINE " + PIPELINE + " AS INSERT INTO parts SELECT STREAM " + names(EventKind.BID)
                + " FROM bid");
        return statements;
    }

    /** Qualified names of all that runs. */
    static List<String> queries() {
        List<String> queries = new ArrayList<>();
        VIEWS.forEach(view -> queries.add("public." + view));
        queries.add("public." + PIPELINE);
        return queries;
    }

    static String names(EventKind kind) {
        return kind.columns().names().stream().map(KillTables::quoted).collect(Collectors.joining(", "));
    }

    /** The columns of all kinds together; an event has those of its kind. */
    private static String eventColumns() {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            kind.columns().fields().forEach(field -> fields.putIfAbsent(field.name(), field));
        }
        return declarations(List.copyOf(fields.values()), "dateTime");
    }

    private static String declarations(List<Field> fields, String notNull) {
        return fields.stream()
                .map(field -> quoted(field.name()) + " " + field.type().sqlName()
                        + (field.name().equals(notNull) ? " NOT NULL" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
