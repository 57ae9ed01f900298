package io.millrace.connector.filesystem.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.filesystem.text.RowDecoder;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvDecoderTest {
    private static final RowType TYPE = RowType.of(
            new Field("a", DataType.of(TypeKind.VARCHAR)),
            new Field("n", DataType.of(TypeKind.BIGINT)),
            new Field("b", DataType.of(TypeKind.VARCHAR)));
    private static final List<String> TEXTS = List.of(
            "x",
            "",
            " ",
            "two words",
            "a,b",
            "\"",
            "say \"hi\"",
            "line\nfeed",
            "carriage\r\nreturn",
            "grün",
            "日本",
            "\r");

    private final Random random = new Random(Long.getLong("millrace.seed", 1));

    @Test
    void readsRandomRecordsHoweverTheyAreQuoted() {
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            List<List<Object>> expected = new ArrayList<>();
            for (int record = random.nextInt(10); record >= 0; record--) {
                String a = TEXTS.get(random.nextInt(TEXTS.size()));
                Long n = random.nextInt(4) == 0 ? null : random.nextLong();
                String b = TEXTS.get(random.nextInt(TEXTS.size()));
                boolean quoted = random.nextBoolean() || a.isEmpty();
                text.append(field(a, quoted))
                        .append(',')
                        .append(n == null ? "" : field(n.toString(), random.nextBoolean()));
                text.append(',').append(field(b, b.isEmpty() || random.nextBoolean()));
                text.append(random.nextBoolean() ? "\n" : "\r\n").append(random.nextInt(5) == 0 ? "\n" : "");
                expected.add(Arrays.asList(a, n, b));
            }
            assertThat(decodeAll(text.toString(), List.of(0, 1, 2)))
                    .as(text.toString())
                    .isEqualTo(expected);
            List<List<Object>> projected = expected.stream()
                    .map(row -> Arrays.asList(row.get(2), row.get(0)))
                    .toList();
            assertThat(decodeAll(text.toString(), List.of(2, 0))).isEqualTo(projected);
        }
    }

    @Test
    void aRecordIsIncompleteUntilItsLineFeedIsThere() {
        for (String record : List.of("x,1,y\r\n", "\"two\nlines\",\"1\",\"a\"\"b\"\r\n", ",,\n", "\"\",,\"\"\n")) {
            byte[] line = record.getBytes(StandardCharsets.UTF_8);
            for (int length = 1; length < line.length; length++) {
                CsvDecoder decoder = decoder(List.of(0, 1, 2));
                BatchBuilder rows = new BatchBuilder(TYPE, 4);
                decoder.bind(rows);
                byte[] data = padded(line);
                data[length] = '\n';
                assertThat(decoder.decode(data, 0, length, false, rows))
                        .as(record + length)
                        .isEqualTo(RowDecoder.INCOMPLETE);
                assertThat(decoder.endOfCompleteRecords(data, 0, length)).isZero();
            }
        }
    }

    @Test
    void theLastRecordNeedsNoLineFeed() {
        assertThat(decodeAll("x,1,y\nz,2,w", List.of(0, 1, 2)))
                .containsExactly(Arrays.asList("x", 1L, "y"), Arrays.asList("z", 2L, "w"));
        assertThat(decodeAll("x,1,", List.of(2))).containsExactly(Arrays.asList((Object) null));
        assertThat(decodeAll("x,1,\"y\"", List.of(2))).containsExactly(List.of("y"));
    }

    @Test
    void aQuoteInsideAnUnquotedFieldIsACharacter() {
        assertThat(decodeAll("5\" disk,1,a\"b\"\n", List.of(0, 2))).containsExactly(List.of("5\" disk", "a\"b\""));
    }

    @Test
    void saysWhatWasWrong() {
        assertThat(problem("x,1\n")).isEqualTo("expected 3 fields, found 2");
        assertThat(problem("x,1,2,3\n")).isEqualTo("expected 3 fields, found 4");
        assertThat(problem("x,one,y\n")).isEqualTo("column \"n\": expected BIGINT, found 'one'");
        assertThat(problem("x,99999999999999999999,y\n")).startsWith("column \"n\": expected BIGINT, found '9999");
        assertThat(problem("x,1,\"y\" z\n")).isEqualTo("field 3 goes on behind its closing quote");
        assertThat(problem("x,1,\"y")).isEqualTo("a quote is opened and never closed");
    }

    @Test
    void columnsAreFoundByTheHeader() {
        CsvDecoder decoder = new CsvDecoder(CsvDialect.DEFAULT, TYPE, List.of(0, 1));
        byte[] data = padded("other,\"n\",b,\"a\"\nX,1,Y,Z\n".getBytes(StandardCharsets.UTF_8));
        int start = decoder.readHeader("f.csv", data, 0, 24, false);
        BatchBuilder rows = new BatchBuilder(TYPE.project(List.of(0, 1)));
        decoder.bind(rows);
        assertThat(decoder.decode(data, start, 24, false, rows)).isEqualTo(24);
        assertThat(JavaValues.read(rows.build().column(0), 0, TYPE.type(0))).isEqualTo("Z");
    }

    @Test
    void aColumnMissingInTheHeaderIsNamedWithTheNearest() {
        RowType type = RowType.of(new Field("price", DataType.of(TypeKind.BIGINT)));
        CsvDecoder decoder = new CsvDecoder(CsvDialect.DEFAULT, type, List.of(0));
        byte[] data = padded("id,Price\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> decoder.readHeader("f.csv", data, 0, 9, false))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.sqlState()).isEqualTo(SqlState.UNDEFINED_COLUMN))
                .hasMessage("f.csv:1: the header (id, Price) has no column \"price\"; did you mean \"Price\"?");
    }

    private String field(String text, boolean quoted) {
        boolean needed = text.contains(",") || text.contains("\n") || text.contains("\r") || text.startsWith("\"");
        return quoted || needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static CsvDecoder decoder(List<Integer> wanted) {
        return new CsvDecoder(new CsvDialect(false, (byte) ',', (byte) '"', ""), TYPE, wanted);
    }

    private static String problem(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        CsvDecoder decoder = decoder(List.of(0, 1, 2));
        BatchBuilder rows = new BatchBuilder(TYPE, 4);
        decoder.bind(rows);
        assertThat(decoder.decode(padded(utf8), 0, utf8.length, true, rows)).isEqualTo(utf8.length);
        assertThat(rows.rows()).isZero();
        return String.valueOf(decoder.problem());
    }

    private static List<List<Object>> decodeAll(String text, List<Integer> wanted) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] data = padded(utf8);
        CsvDecoder decoder = decoder(wanted);
        RowType type = TYPE.project(wanted);
        BatchBuilder rows = new BatchBuilder(type, 4);
        decoder.bind(rows);
        int lines = 0;
        int at = 0;
        while (at < utf8.length) {
            at = decoder.decode(data, at, utf8.length, true, rows);
            assertThat(decoder.problem()).isNull();
            lines += decoder.lines();
        }
        assertThat(lines).isEqualTo((int) text.chars().filter(c -> c == '\n').count() + (text.endsWith("\n") ? 0 : 1));
        RowBatch batch = rows.build();
        List<List<Object>> decoded = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < type.size(); i++) {
                values.add(JavaValues.read(batch.column(i), row, type.type(i)));
            }
            decoded.add(values);
        }
        return decoded;
    }

    private static byte[] padded(byte[] bytes) {
        byte[] data = Arrays.copyOf(bytes, bytes.length + RowDecoder.PADDING_BYTES);
        data[bytes.length] = '\n';
        return data;
    }
}
