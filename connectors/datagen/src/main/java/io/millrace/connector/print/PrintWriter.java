package io.millrace.connector.print;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;

/** {@code +[1, abc, NULL]} for an insert, {@code -[…]} for a delete. Lines of one call stay together. */
final class PrintWriter implements SinkWriter {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private final RowType columns;
    private final String prefix;
    private final PrintStream stream;
    private final StringBuilder lines = new StringBuilder();

    PrintWriter(RowType columns, String prefix, PrintStream stream) {
        this.columns = columns;
        this.prefix = prefix;
        this.stream = stream;
    }

    @Override
    public void write(RowBatch batch) {
        lines.setLength(0);
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            lines.append(prefix).append(batch.weight(row) < 0 ? "-[" : "+[");
            for (int column = 0; column < batch.columnCount(); column++) {
                lines.append(column == 0 ? "" : ", ");
                append(batch.column(column), row, columns.type(column));
            }
            lines.append(']').append(System.lineSeparator());
        }
        stream.append(lines);
    }

    @Override
    public void endEpoch(long epoch) {
        stream.flush();
    }

    @Override
    public List<String> prepare(long epoch) {
        stream.flush();
        return List.of();
    }

    @Override
    public void close() {
        stream.flush();
    }

    private void append(Column column, int row, DataType type) {
        Object value = JavaValues.read(column, row, type);
        if (value instanceof String text) {
            appendText(text);
        } else if (value instanceof LocalDateTime dateTime) {
            TIMESTAMP.formatTo(dateTime, lines);
        } else if (value instanceof OffsetDateTime dateTime) {
            TIMESTAMP.formatTo(dateTime, lines);
            lines.append('Z');
        } else if (value instanceof BigDecimal decimal) {
            lines.append(decimal.toPlainString());
        } else if (value instanceof byte[] bytes) {
            lines.append("x'").append(HexFormat.of().formatHex(bytes)).append('\'');
        } else {
            lines.append(value == null ? "NULL" : value);
        }
    }

    /** A row is one line, whatever its texts hold. */
    private void appendText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> lines.append("\\n");
                case '\r' -> lines.append("\\r");
                case '\\' -> lines.append("\\\\");
                default -> lines.append(c);
            }
        }
    }
}
