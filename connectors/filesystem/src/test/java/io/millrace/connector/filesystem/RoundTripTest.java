package io.millrace.connector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.connector.WriterContext;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sink writes, the source reads back exactly. */
class RoundTripTest {
    private static final RowType EVERY_TYPE = RowType.of(
            new Field("a bool", DataType.of(TypeKind.BOOLEAN)),
            new Field("tiny", DataType.of(TypeKind.TINYINT)),
            new Field("small", DataType.of(TypeKind.SMALLINT)),
            new Field("int", DataType.of(TypeKind.INTEGER)),
            new Field("big", DataType.of(TypeKind.BIGINT)),
            new Field("real", DataType.of(TypeKind.REAL)),
            new Field("double", DataType.of(TypeKind.DOUBLE)),
            new Field("short decimal", DataType.decimal(12, 3)),
            new Field("long,\"decimal\"", DataType.decimal(38, 10)),
            new Field("text", DataType.of(TypeKind.VARCHAR)),
            new Field("chars", new DataType(TypeKind.CHAR, 3, 0, true)),
            new Field("binary", DataType.of(TypeKind.VARBINARY)),
            new Field("date", DataType.of(TypeKind.DATE)),
            new Field("time", DataType.of(TypeKind.TIME)),
            new Field("timestamp", DataType.of(TypeKind.TIMESTAMP)),
            new Field("zoned", DataType.of(TypeKind.TIMESTAMP_TZ)),
            new Field("uuid", DataType.of(TypeKind.UUID)),
            new Field("json", DataType.of(TypeKind.JSON)),
            new Field("months", DataType.of(TypeKind.INTERVAL_YEAR_MONTH)),
            new Field("micros", DataType.of(TypeKind.INTERVAL_DAY_TIME)));

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "plain",
            "NULL",
            "NA",
            "a,b",
            "a;b",
            "\"",
            "\"\"",
            "'",
            "two\nlines",
            "two\r\nlines",
            "\r",
            "\n",
            "tab\t",
            "back\\slash",
            "\u0000\u0001\u001f",
            "grün",
            "日本語",
            "😀",
            "\ufeffmark",
            "null",
            "true",
            "12",
            "{\"a\":1}",
            "\u2028");
    private static final List<String> JSONS =
            List.of("{\"a\":[1,2,{\"b\":\"x\\\"y\"}]}", "[]", "\"text\"", "12.50", "true", "{}", "\"a,b\"");

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("millrace.seed", 1));

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "json -> monitor-interval=1 h",
                "csv -> csv.header=true",
                "csv -> csv.header=false",
                "csv -> csv.null=NULL",
                "csv -> csv.null=12",
                "csv -> csv.delimiter=;",
                "csv -> csv.delimiter=\\t",
                "csv -> csv.quote='"
            })
    void everyTypeComesBack(String format, String option) {
        String[] nameAndValue = option.split("=");
        FileFixture files = new FileFixture(EVERY_TYPE, folder, format, nameAndValue[0], nameAndValue[1]);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(EVERY_TYPE.fields().stream()
                    .map(field -> value(field.type()))
                    .toList());
        }
        write(files.sink(), FileFixture.batch(EVERY_TYPE, rows));
        assertThat(files.readAll()).isEqualTo(FileFixture.rows(FileFixture.batch(EVERY_TYPE, rows), EVERY_TYPE));
    }

    @Test
    void nestedValuesComeBack() {
        List<Field> scalars = EVERY_TYPE.fields().stream()
                .filter(field -> field.type().kind() != TypeKind.VARBINARY)
                .toList();
        List<Field> fields = new ArrayList<>();
        for (Field scalar : scalars) {
            fields.add(new Field("array of " + scalar.name(), DataType.array(scalar.type())));
            fields.add(new Field(
                    "map to " + scalar.name(),
                    DataType.map(DataType.of(TypeKind.VARCHAR), DataType.array(scalar.type()))));
        }
        for (TypeKind key : List.of(TypeKind.BIGINT, TypeKind.BOOLEAN, TypeKind.TIMESTAMP, TypeKind.UUID)) {
            fields.add(new Field("map by " + key, DataType.map(DataType.of(key), DataType.row(scalars))));
        }
        fields.add(new Field("row", DataType.row(scalars)));
        fields.add(new Field("rows", DataType.array(DataType.row(scalars))));
        RowType type = new RowType(fields);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(fields.stream().map(field -> nested(field.type())).toList());
        }
        FileFixture files = new FileFixture(type, folder, "json");
        write(files.sink(), FileFixture.batch(type, rows));
        assertThat(files.readAll()).isEqualTo(FileFixture.rows(FileFixture.batch(type, rows), type));
    }

    private Object nested(DataType type) {
        if (!type.kind().isNested()) {
            return value(type);
        } else if (random.nextInt(8) == 0) {
            return null;
        }
        List<Object> values = new ArrayList<>();
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (int i = type.kind() == TypeKind.ROW ? type.children().size() : random.nextInt(4); i > 0; i--) {
            if (type.kind() == TypeKind.MAP) {
                Object key = value(type.child(0));
                if (key != null) {
                    entries.put(key, nested(type.child(1)));
                }
            } else {
                values.add(nested(
                        type.child(type.kind() == TypeKind.ROW ? type.children().size() - i : 0)));
            }
        }
        return type.kind() == TypeKind.MAP ? entries : values;
    }

    @Test
    void csvHasNoNestedValues() {
        RowType type = RowType.of(new Field("tags", DataType.array(DataType.of(TypeKind.VARCHAR))));
        assertThatThrownBy(() -> new FileFixture(type, folder, "csv").sink())
                .hasMessageContaining("column \"tags\" of type VARCHAR ARRAY in a CSV file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void aTableOfOneTextComesBack(String format) {
        RowType type = RowType.of(new Field("text", DataType.of(TypeKind.VARCHAR)));
        List<List<Object>> rows = new ArrayList<>();
        TEXTS.forEach(text -> rows.add(Arrays.asList((Object) text)));
        rows.add(Arrays.asList((Object) null));
        FileFixture files = new FileFixture(type, folder, format);
        write(files.sink(), FileFixture.batch(type, rows));
        assertThat(files.readAll()).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void onlySelectedRowsAreWritten(String format) {
        RowType type = RowType.of(new Field("n", DataType.of(TypeKind.BIGINT)));
        RowBatch batch = FileFixture.batch(type, List.of(List.of(1L), List.of(2L), List.of(3L)));
        FileFixture files = new FileFixture(type, folder, format);
        write(files.sink(), batch.select(new int[] {0, 2}, 2));
        assertThat(files.readAll()).containsExactly(List.of(1L), List.of(3L));
    }

    private static void write(Sink sink, RowBatch batch) {
        try (SinkWriter writer = sink.writer(new WriterContext("q", 0, 1, 1, 1))) {
            writer.write(batch);
            sink.committer().commit("q", 1, 7, writer.prepare(7));
        }
    }

    private Object value(DataType type) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) number();
            case SMALLINT -> (short) number();
            case INTEGER, INTERVAL_YEAR_MONTH -> (int) number();
            case BIGINT, INTERVAL_DAY_TIME -> number();
            case REAL -> random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> random.nextInt(9) == 0 ? -0.0 : Double.longBitsToDouble(random.nextLong());
            case DECIMAL ->
                new BigDecimal(
                        new BigInteger(type.precision() > 18 ? 120 : 39, random)
                                .multiply(BigInteger.valueOf(random.nextInt(3) - 1L)),
                        type.scale());
            case VARCHAR -> TEXTS.get(random.nextInt(TEXTS.size()));
            case CHAR -> padded("äbc".substring(random.nextInt(4)));
            case VARBINARY -> {
                byte[] bytes = new byte[random.nextInt(5)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case DATE -> LocalDate.ofEpochDay(random.nextInt(3_000_000) - 1_000_000);
            case TIME ->
                LocalTime.ofNanoOfDay(random.nextInt(86_400) * 1_000_000_000L + random.nextInt(1_000_000) * 1_000L);
            case TIMESTAMP -> timestamp();
            case TIMESTAMP_TZ -> timestamp().atOffset(ZoneOffset.UTC);
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case JSON -> JSONS.get(random.nextInt(JSONS.size()));
            default -> throw new IllegalStateException(type.toString());
        };
    }

    private static String padded(String text) {
        return (text + "   ").substring(0, 3);
    }

    /** Years from −0700 to 10900, with digits to the microsecond, the millisecond or the second. */
    private LocalDateTime timestamp() {
        int[] units = {1_000, 1_000_000, 1_000_000_000};
        int unit = units[random.nextInt(3)];
        return LocalDateTime.ofEpochSecond(
                (long) (random.nextDouble() * 366e9) - 85_000_000_000L,
                random.nextInt(1_000_000_000) / unit * unit,
                ZoneOffset.UTC);
    }

    private long number() {
        long[] edges = {0, 1, -1, 12, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE, 127, -128};
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextLong() >> random.nextInt(64);
    }
}
