package io.millrace.connector.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.connector.WriterContext;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PrintConnectorTest {
    private static final RowType TYPE = RowType.of(
            new Field("n", DataType.of(TypeKind.BIGINT)),
            new Field("t", DataType.of(TypeKind.VARCHAR)),
            new Field("ts", DataType.of(TypeKind.TIMESTAMP)));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Connector connector =
            new PrintConnector(() -> new PrintStream(printed, false, StandardCharsets.UTF_8));

    @Test
    void printsOneLineForEachChange() {
        SinkWriter writer = sink(Map.of("prefix", "bids> ")).writer(new WriterContext("q", 0, 1, 1, 1));
        BatchBuilder rows = new BatchBuilder(TYPE);
        append(rows, 1L, "two\nlines", LocalDateTime.of(2024, 1, 2, 3, 4, 5, 600_000_000));
        rows.endRow();
        append(rows, null, "grün", LocalDateTime.of(2024, 1, 2, 3, 4));
        rows.endRow(-1);
        writer.write(rows.build());
        writer.endEpoch(1);
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "bids> +[1, two\\nlines, 2024-01-02 03:04:05.6]", "bids> -[NULL, grün, 2024-01-02 03:04:00]");
        assertThat(writer.prepare(1)).isEmpty();
    }

    @Test
    void printsSelectedRowsOnly() {
        SinkWriter writer = sink(Map.of()).writer(new WriterContext("q", 0, 1, 1, 1));
        BatchBuilder rows = new BatchBuilder(TYPE);
        for (long n = 0; n < 3; n++) {
            append(rows, n, null, null);
            rows.endRow();
        }
        writer.write(rows.build().select(new int[] {2}, 1));
        writer.close();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("+[2, NULL, NULL]");
    }

    @Test
    void acceptsDeletesAndCannotBeRead() {
        assertThat(sink(Map.of()).acceptsDeletes()).isTrue();
        assertThat(connector.source(new ConnectorTable("t", TYPE, List.of(), Map.of())))
                .isEmpty();
        assertThat(ServiceLoader.load(Connector.class))
                .extracting(Connector::name)
                .contains("print", "datagen", "blackhole");
    }

    private Sink sink(Map<String, String> options) {
        return connector.sink(new ConnectorTable("t", TYPE, List.of(), options)).orElseThrow();
    }

    private static void append(BatchBuilder rows, Object... values) {
        for (int i = 0; i < values.length; i++) {
            JavaValues.append(rows.column(i), TYPE.type(i), values[i]);
        }
    }
}
