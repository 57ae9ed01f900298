package io.millrace.executor.state.table;

import static io.millrace.executor.state.table.StateLab.ARRAY;
import static io.millrace.executor.state.table.StateLab.DOUBLE;
import static io.millrace.executor.state.table.StateLab.INT;
import static io.millrace.executor.state.table.StateLab.LONG;
import static io.millrace.executor.state.table.StateLab.MAP;
import static io.millrace.executor.state.table.StateLab.ROW;
import static io.millrace.executor.state.table.StateLab.WIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.log.BatchCodec;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nested columns, their bytes, their order and their hashes agree. */
class NestedValuesTest {
    private static final int VALUES = 60;

    static List<DataType> types() {
        return List.of(
                ARRAY,
                MAP,
                ROW,
                DataType.array(DOUBLE),
                DataType.array(WIDE),
                DataType.array(DataType.array(INT)),
                DataType.map(ROW, ARRAY),
                DataType.array(DataType.map(LONG, MAP)));
    }

    private static NestedColumn column(DataType type, List<@Nullable Object> values) {
        ColumnBuilder builder = ColumnBuilder.of(type, 1);
        values.forEach(value -> JavaValues.append(builder, type, value));
        return (NestedColumn) builder.build();
    }

    private static List<@Nullable Object> values(DataType type, long seed) {
        Random random = new Random(seed);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            values.add(StateLab.value(type, random, 9));
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("types")
    void comeBackFromBytes(DataType type) {
        NestedColumn column = column(type, values(type, 1));
        ColumnBuilder.OfNested decoded = (ColumnBuilder.OfNested) ColumnBuilder.of(type, 1);
        for (int row = 0; row < VALUES; row++) {
            if (column.isNull(row)) {
                decoded.appendNull();
                continue;
            }
            byte[] bytes = new NestedBytes().set(column, row).toBytes();
            byte[] framed = new byte[bytes.length + 5];
            System.arraycopy(bytes, 0, framed, 2, bytes.length);
            assertThat(NestedBytes.decode(framed, 2, decoded)).isEqualTo(2 + bytes.length);
            assertThat(NestedBytes.skip(framed, 2, type)).isEqualTo(2 + bytes.length);
        }
        assertSame(column, (NestedColumn) decoded.build(), type);
    }

    private static void assertSame(NestedColumn expected, NestedColumn found, DataType type) {
        for (int row = 0; row < VALUES; row++) {
            assertThat(found.same(row, expected, row)).isTrue();
            assertThat(JavaValues.read(found, row, type)).isEqualTo(JavaValues.read(expected, row, type));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void bytesOrderAsValuesDo(DataType type) {
        NestedColumn a = column(type, values(type, 2));
        NestedColumn b = column(type, values(type, 3));
        for (int i = 0; i < VALUES; i++) {
            for (int j = 0; j < VALUES; j++) {
                if (a.isNull(i) || b.isNull(j)) {
                    continue;
                }
                byte[] left = new NestedBytes().set(a, i).toBytes();
                byte[] right = new NestedBytes().set(b, j).toBytes();
                int order = Arrays.compareUnsigned(left, right);
                assertThat(Integer.signum(order)).isEqualTo(Integer.signum(a.compare(i, b, j)));
                assertThat(a.same(i, b, j)).isEqualTo(order == 0);
                assertThat(order != 0 || a.hash(i) == b.hash(j)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void rowsThatAreCopiedOrCutOffLeaveTheOthers(DataType type) {
        NestedColumn column = column(type, values(type, 4));
        ColumnBuilder builder = ColumnBuilder.of(type, 1);
        int[] rows = {3, 3, 0, 59, 7};
        builder.appendAll(column, rows, rows.length);
        builder.appendFrom(column, 11);
        builder.truncate(4);
        builder.appendFrom(column, 12);
        NestedColumn copied = (NestedColumn) builder.build();
        int[] expected = {3, 3, 0, 59, 12};
        for (int i = 0; i < expected.length; i++) {
            assertThat(copied.same(i, column, expected[i])).isTrue();
        }
        assertThat(builder.size()).isZero();
    }

    @Test
    void aRowBegunButNotEndedIsForgottenWithItsElements() {
        ColumnBuilder.OfNested builder = (ColumnBuilder.OfNested) ColumnBuilder.of(DataType.array(LONG), 1);
        JavaValues.append(builder, DataType.array(LONG), List.of(1L, 2L));
        ((ColumnBuilder.OfLong) builder.child(0)).append(99);
        builder.truncate(1);
        JavaValues.append(builder, DataType.array(LONG), List.of(3L));
        NestedColumn column = (NestedColumn) builder.build();
        assertThat(JavaValues.read(column, 0, DataType.array(LONG))).isEqualTo(List.of(1L, 2L));
        assertThat(JavaValues.read(column, 1, DataType.array(LONG))).isEqualTo(List.of(3L));
    }

    @ParameterizedTest
    @MethodSource("types")
    void travelThroughTheLog(DataType type) throws IOException {
        NestedColumn column = column(type, values(type, 5));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BatchCodec.write(RowBatch.of(VALUES, column), new DataOutputStream(bytes));
        RowBatch read = BatchCodec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertSame(column, (NestedColumn) read.column(0), type);
    }

    @Test
    void mapsWithTheSameEntriesAreTheSame() {
        DataType type = DataType.map(DataType.of(TypeKind.VARCHAR), INT);
        Map<String, Integer> forward = new LinkedHashMap<>(Map.of("a", 1));
        forward.put("b", 2);
        Map<String, Integer> backward = new LinkedHashMap<>(Map.of("b", 2));
        backward.put("a", 1);
        NestedColumn column = column(type, List.of(forward, backward));
        assertThat(column.same(0, column, 1)).isTrue();
        assertThat(column.hash(0)).isEqualTo(column.hash(1));
    }

    @Test
    void refusesKeysThatAreNullOrStandTwice() {
        ColumnBuilder.OfNested map = (ColumnBuilder.OfNested) ColumnBuilder.of(DataType.map(LONG, LONG), 1);
        map.child(0).appendNull();
        map.child(1).appendNull();
        assertThatThrownBy(map::endValue).isInstanceOf(MillraceException.class).hasMessage("a key of a MAP is NULL");
        map.truncate(0);
        for (int i = 0; i < 2; i++) {
            ((ColumnBuilder.OfLong) map.child(0)).append(7);
            map.child(1).appendNull();
        }
        assertThatThrownBy(map::endValue)
                .isInstanceOf(MillraceException.class)
                .hasMessage("a key of a MAP stands there twice");
    }
}
