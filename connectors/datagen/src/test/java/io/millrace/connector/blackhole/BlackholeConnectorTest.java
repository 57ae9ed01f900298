package io.millrace.connector.blackhole;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.connector.WriterContext;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlackholeConnectorTest {
    private static final RowType TYPE = RowType.of(
            new Field("n", DataType.of(TypeKind.BIGINT)),
            new Field("i", DataType.of(TypeKind.INTEGER)),
            new Field("x", DataType.of(TypeKind.DOUBLE)),
            new Field("t", DataType.of(TypeKind.VARCHAR)),
            new Field("d", DataType.decimal(30, 2)));
    private static final int ROWS = 3_000;

    private final BlackholeTotals totals = BlackholeTotals.named("totals of this test");

    @Test
    void theSumDoesNotDependOnOrderAndBatches() {
        long expected = write(batch(0, ROWS));
        assertThat(expected).isNotZero();
        assertThat(totals.rows()).isEqualTo(ROWS);
        assertThat(write(batch(1_000, ROWS), batch(0, 10), batch(10, 1_000))).isEqualTo(expected);
        assertThat(totals.changes()).isEqualTo(ROWS);
    }

    @Test
    void theSumSeesEveryColumnRowAndNull() {
        long expected = write(batch(0, 100));
        for (int column = 0; column < TYPE.size(); column++) {
            assertThat(write(changed(column, false))).isNotEqualTo(expected);
            assertThat(write(changed(column, true))).isNotEqualTo(expected);
        }
        assertThat(write(batch(0, 99))).isNotEqualTo(expected);
    }

    @Test
    void onlySelectedRowsCount() {
        long expected = write(batch(5, 6));
        assertThat(write(batch(0, 10).select(new int[] {5}, 1))).isEqualTo(expected);
        assertThat(totals.rows()).isOne();
    }

    @Test
    void aDeleteTakesItsInsertBack() {
        BatchBuilder rows = new BatchBuilder(TYPE);
        RowBatch batch = batch(0, 10);
        for (int row = 0; row < 10; row++) {
            rows.appendRow(batch, row);
        }
        byte[] weights = new byte[10];
        Arrays.fill(weights, (byte) -1);
        assertThat(write(batch, batch.withWeights(weights))).isZero();
        assertThat(totals.rows()).isZero();
        assertThat(totals.changes()).isEqualTo(20);
    }

    private long write(RowBatch... batches) {
        totals.reset();
        ConnectorTable table = new ConnectorTable("t", TYPE, List.of(), Map.of("totals", "totals of this test"));
        Sink sink = new BlackholeConnector().sink(table).orElseThrow();
        assertThat(sink.acceptsDeletes()).isTrue();
        try (SinkWriter writer = sink.writer(new WriterContext("q", 0, 1, 1, 1))) {
            for (RowBatch batch : batches) {
                writer.write(batch);
            }
        }
        return totals.checksum();
    }

    private static RowBatch batch(int from, int to) {
        BatchBuilder rows = new BatchBuilder(TYPE);
        for (int row = from; row < to; row++) {
            appendRow(rows, row, -1, false);
        }
        return rows.build();
    }

    /** The first 100 rows, in the last of which one column is different. */
    private static RowBatch changed(int column, boolean isNull) {
        BatchBuilder rows = new BatchBuilder(TYPE);
        for (int row = 0; row < 100; row++) {
            appendRow(rows, row, row == 99 ? column : -1, isNull);
        }
        return rows.build();
    }

    private static void appendRow(BatchBuilder rows, int row, int changedColumn, boolean isNull) {
        for (int column = 0; column < TYPE.size(); column++) {
            int value = column == changedColumn ? row + 1 : row;
            if (column == changedColumn && isNull) {
                rows.column(column).appendNull();
                continue;
            }
            switch (column) {
                case 0 -> rows.longs(0).append(value);
                case 1 -> rows.ints(1).append(value);
                case 2 -> rows.doubles(2).append(value);
                case 3 -> rows.bytes(3).append(("text number " + value).getBytes(StandardCharsets.UTF_8));
                default -> rows.wides(4).append(0, value);
            }
        }
        rows.endRow();
    }
}
