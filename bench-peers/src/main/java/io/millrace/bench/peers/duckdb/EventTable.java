package io.millrace.bench.peers.duckdb;

import io.millrace.connector.nexmark.EventKind;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.StringJoiner;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Fills a table of DuckDB with batches of ours. */
final class EventTable {
    private EventTable() {}

    static void create(DuckDBConnection connection, EventKind kind, List<RowBatch> batches) throws SQLException {
        StringJoiner columns = new StringJoiner(", ");
        for (Field field : kind.columns().fields()) {
            columns.add('"' + field.name() + "\" " + field.type().kind().name() + " NOT NULL");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + kind.table() + " (" + columns + ")");
        }
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, kind.table())) {
            for (RowBatch batch : batches) {
                append(appender, kind, batch);
            }
        }
    }

    private static void append(DuckDBAppender appender, EventKind kind, RowBatch batch) throws SQLException {
        for (int row = 0; row < batch.rows(); row++) {
            appender.beginRow();
            for (int i = 0; i < batch.columnCount(); i++) {
                Column column = batch.column(i);
                if (column instanceof BytesColumn bytes) {
                    appender.append(
                            new String(bytes.data(), bytes.start(row), bytes.length(row), StandardCharsets.US_ASCII));
                } else if (kind.columns().type(i).kind() == TypeKind.TIMESTAMP) {
                    appender.append(JavaValues.timestamp(((LongColumn) column).values()[row]));
                } else {
                    appender.append(((LongColumn) column).values()[row]);
                }
            }
            appender.endRow();
        }
    }
}
