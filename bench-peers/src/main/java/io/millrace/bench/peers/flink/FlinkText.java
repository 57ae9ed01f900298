package io.millrace.bench.peers.flink;

import io.millrace.bench.nexmark.NexmarkQuery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A query in Flink's dialect: ours with other quotes and other names of three functions, unless there is a text of its own.
 *
 * @param before statements that it needs
 */
record FlinkText(List<String> before, String sql) {
    FlinkText {
        before = List.copyOf(before);
    }

    /** @param compared rows that the query leaves in any order are put in that of their other columns */
    static FlinkText of(NexmarkQuery query, boolean compared) throws IOException {
        String own = resource(query.name() + (compared ? ".compared.sql" : ".sql"));
        own = own.isEmpty() ? resource(query.name() + ".sql") : own;
        String text = own.isEmpty() ? translated(query.sql()) : own.replaceAll("(?m)^--.*\n", "");
        List<String> statements = Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        return new FlinkText(statements.subList(0, statements.size() - 1), statements.get(statements.size() - 1));
    }

    private static String translated(String sql) {
        return sql.replace('"', '`')
                .replace("to_char(", "DATE_FORMAT(")
                .replace("'YYYY-MM-DD'", "'yyyy-MM-dd'")
                .replace("'HH24:MI'", "'HH:mm'");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = FlinkText.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
