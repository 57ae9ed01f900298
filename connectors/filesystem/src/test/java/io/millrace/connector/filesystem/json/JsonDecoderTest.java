package io.millrace.connector.filesystem.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.connector.filesystem.text.RowDecoder;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the decoder with Jackson's tree. */
class JsonDecoderTest {
    private static final RowType TYPE = RowType.of(
            new Field("n", DataType.of(TypeKind.BIGINT)),
            new Field("i", DataType.of(TypeKind.INTEGER)),
            new Field("x", DataType.of(TypeKind.DOUBLE)),
            new Field("text", DataType.of(TypeKind.VARCHAR)),
            new Field("flag", DataType.of(TypeKind.BOOLEAN)),
            new Field("dec", DataType.decimal(10, 2)),
            new Field("ts", DataType.of(TypeKind.TIMESTAMP)),
            new Field("naïve", DataType.of(TypeKind.VARCHAR)));
    private static final List<String> STRINGS = List.of(
            "\"\"",
            "\"plain\"",
            "\"a longer text of more than sixteen bytes\"",
            "\"with \\\"quotes\\\"\"",
            "\"\\u00e9\\ud83d\\ude00\"",
            "\"grün\"",
            "\"日本語\"",
            "\"\\\\\"",
            "\"ends with \\\\\"",
            "\"\\/\\b\\f\\n\\r\\t\"",
            "\"{[}]\"",
            "\"a,b:c\"");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "12345678",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "1.5",
            "100.25",
            "-3.14159265358979",
            "1e3",
            "1E-2",
            "5.0",
            "0.1",
            "123456789012345678901234567890",
            "1e400",
            "2147483648");
    private static final List<String> OTHERS = List.of(
            "true",
            "false",
            "null",
            "\"2024-02-29T10:00:00.123456\"",
            "\"2023-02-29 10:00:00\"",
            "\"2024-01-01 10:00:00Z\"",
            "\"2024-01-01\"",
            "[]",
            "{}",
            "[1,[2,\"]\"]]",
            "{\"a\":{\"b\":\"}\"}}");

    private final ObjectMapper mapper = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final Random random = new Random(Long.getLong("millrace.seed", 1));

    @Test
    void agreesWithJacksonOnRandomObjects() throws JsonProcessingException {
        JsonDecoder decoder = new JsonDecoder(TYPE);
        int accepted = 0;
        for (int round = 0; round < 20_000; round++) {
            String line = object(random.nextInt(4) == 0);
            List<Object> expected = expected(mapper.readTree(line));
            assertThat(decode(decoder, line + "\n", false)).as(line).isEqualTo(expected);
            accepted += expected == null ? 0 : 1;
        }
        assertThat(accepted).isGreaterThan(2_000);
    }

    @Test
    void agreesWithJacksonOnDamagedLines() {
        JsonDecoder decoder = new JsonDecoder(TYPE);
        String alphabet = "\"\\{}[]:,0-+.eE tfnu/a\t";
        int accepted = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder line =
                    new StringBuilder("{\"n\":12,\"text\":\"a\\u0041b\", \"x\" : 1.5e1,\"flag\":true,\"i\":null}");
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                int at = random.nextInt(line.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> line.setCharAt(at, c);
                    case 1 -> line.insert(at, c);
                    default -> line.deleteCharAt(at);
                }
            }
            if (line.toString().isBlank()) {
                continue;
            }
            List<Object> expected = null;
            try {
                expected = expected(mapper.readTree(line.toString()));
            } catch (JsonProcessingException e) {
                assertThat(e).hasMessageNotContaining("internal");
            }
            assertThat(decode(decoder, line + "\n", false)).as(line.toString()).isEqualTo(expected);
            accepted += expected == null ? 0 : 1;
        }
        assertThat(accepted).isGreaterThan(5_000);
    }

    @Test
    void aLineIsIncompleteUntilItsLineFeedIsThere() {
        JsonDecoder decoder = new JsonDecoder(TYPE);
        for (int round = 0; round < 300; round++) {
            byte[] line = (object(true) + "\n").getBytes(StandardCharsets.UTF_8);
            for (int length = 1; length < line.length; length++) {
                BatchBuilder rows = new BatchBuilder(TYPE, 4);
                decoder.bind(rows);
                byte[] data = Arrays.copyOf(line, line.length + RowDecoder.PADDING_BYTES);
                data[length] = '\n';
                assertThat(decoder.decode(data, 0, length, false, rows)).isEqualTo(RowDecoder.INCOMPLETE);
                assertThat(rows.rows()).isZero();
            }
        }
    }

    @Test
    void nestedValuesAndScalarsAreCapturedAsTheyStand() {
        RowType type = RowType.of(
                new Field("json", DataType.of(TypeKind.JSON)),
                new Field("text", DataType.of(TypeKind.VARCHAR)),
                new Field("missing", DataType.of(TypeKind.JSON)));
        JsonDecoder decoder = new JsonDecoder(type);
        String nested = "{ \"a\" : [1, 2.50, \"ü\\n\"], \"b\":null}";
        assertThat(decode(decoder, type, "{\"json\":" + nested + ",\"text\": [ 1 , \"é\" ]}", true))
                .containsExactly(nested, "[ 1 , \"é\" ]", null);
        assertThat(decode(decoder, type, "{\"json\":\"s\\u0020\",\"text\":-1.50e3}", true))
                .containsExactly("\"s\\u0020\"", "-1.50e3", null);
        assertThat(decode(decoder, type, "{\"json\":12.50 ,\"text\":true}", true))
                .containsExactly("12.50", "true", null);
        assertThat(decode(decoder, type, "{\"json\":false,\"text\":{}}", true)).containsExactly("false", "{}", null);
        assertThat(decode(decoder, type, "{\"json\":null,\"text\":null}", true)).containsExactly(null, null, null);
    }

    @Test
    void namesCountCaseIncluded() {
        assertThat(decode(new JsonDecoder(TYPE), "{\"N\":1,\"n\":2}\n", false)).startsWith(2L);
    }

    @Test
    void saysWhatWasWrong() {
        assertThat(problem("{\"n\":\"12\"}")).isEqualTo("column \"n\": expected BIGINT, found \"12\"");
        assertThat(problem("{\"n\":1.5}")).isEqualTo("column \"n\": expected BIGINT, found '1.5'");
        assertThat(problem("{\"i\":2147483648}")).isEqualTo("column \"i\": expected INTEGER, found '2147483648'");
        assertThat(problem("{\"flag\":1}")).isEqualTo("column \"flag\": expected BOOLEAN, found 1");
        assertThat(problem("{\"ts\":\"noon\"}")).isEqualTo("column \"ts\": expected TIMESTAMP(6), found 'noon'");
        assertThat(problem("{\"dec\":[1]}")).isEqualTo("column \"dec\": expected DECIMAL(10, 2), found [1]");
        assertThat(problem("[1]")).isEqualTo("expected a JSON object, found an array");
        assertThat(problem("{\"n\":1")).startsWith("expected a JSON object: ");
        assertThat(problem("{\"n\":1} {}")).isEqualTo("expected one JSON object in the line, found more behind it");
        assertThat(problem("{\"text\":\"\\ud800\"}")).contains("surrogate");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] line = "{\"text\":\"x?\"}".getBytes(StandardCharsets.UTF_8);
        line[10] = (byte) 0xff;
        JsonDecoder decoder = new JsonDecoder(TYPE);
        BatchBuilder rows = new BatchBuilder(TYPE, 4);
        decoder.bind(rows);
        byte[] data = Arrays.copyOf(line, line.length + RowDecoder.PADDING_BYTES);
        data[line.length] = '\n';
        assertThat(decoder.decode(data, 0, line.length, true, rows)).isEqualTo(line.length);
        assertThat(decoder.problem()).isNotNull();
        assertThat(rows.rows()).isZero();
    }

    @Test
    void thousandsOfKeysAreNoTrouble() {
        JsonDecoder decoder = new JsonDecoder(TYPE);
        for (int i = 0; i < 3_000; i++) {
            assertThat(decode(decoder, "{\"key" + i + "\":" + i + ",\"n\":" + i + "}\n", false))
                    .startsWith((long) i);
        }
    }

    /** Random fields in random order, some missing, unknown or repeated, in random layout. */
    private String object(boolean anyValues) {
        List<String> names = new ArrayList<>(TYPE.names());
        names.addAll(List.of("unknown", "Text", "z"));
        Collections.shuffle(names, random);
        if (random.nextInt(10) == 0) {
            names.set(0, names.get(names.size() - 1));
        }
        List<String> fields = new ArrayList<>();
        for (String name : names.subList(random.nextInt(4), names.size())) {
            String shown = name.equals("naïve") && random.nextBoolean() ? "na\\u00efve" : name;
            fields.add("\"" + shown + "\"" + blank() + ":" + blank() + value(name, anyValues) + blank());
        }
        return blank() + "{" + blank() + String.join("," + blank(), fields) + "}" + blank()
                + (random.nextBoolean() ? "\r" : "");
    }

    private String value(String name, boolean any) {
        if (any) {
            boolean text = name.equals("text") || name.equals("naïve");
            List<String> from = List.of(STRINGS, text ? STRINGS : NUMBERS, text ? STRINGS : OTHERS)
                    .get(random.nextInt(3));
            return from.get(random.nextInt(from.size()));
        }
        return switch (name) {
            case "n", "i" -> Integer.toString(random.nextInt());
            case "x", "dec" ->
                NUMBERS.get(random.nextInt(8)).length() < 10 ? "12.25" : Double.toString(random.nextDouble());
            case "flag" -> Boolean.toString(random.nextBoolean());
            case "ts" -> random.nextBoolean() ? "null" : OTHERS.get(3);
            default -> STRINGS.get(random.nextInt(STRINGS.size()));
        };
    }

    private String blank() {
        return switch (random.nextInt(6)) {
            case 0 -> " ";
            case 1 -> "\t ";
            default -> "";
        };
    }

    private @Nullable List<Object> decode(JsonDecoder decoder, String line, boolean last) {
        return decode(decoder, TYPE, line, last);
    }

    private static @Nullable List<Object> decode(JsonDecoder decoder, RowType type, String line, boolean last) {
        byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
        byte[] data = Arrays.copyOf(utf8, utf8.length + RowDecoder.PADDING_BYTES);
        data[utf8.length] = '\n';
        BatchBuilder rows = new BatchBuilder(type, 4);
        decoder.bind(rows);
        assertThat(decoder.decode(data, 0, utf8.length, last, rows)).isEqualTo(utf8.length);
        if (decoder.problem() != null) {
            assertThat(rows.rows()).isZero();
            return null;
        }
        assertThat(rows.rows()).isOne();
        RowBatch batch = rows.build();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < type.size(); i++) {
            values.add(JavaValues.read(batch.column(i), 0, type.type(i)));
        }
        return values;
    }

    private static String problem(String line) {
        JsonDecoder decoder = new JsonDecoder(TYPE);
        assertThat(decode(decoder, TYPE, line, true)).isNull();
        return String.valueOf(decoder.problem());
    }

    /** The row a tree means, or null if it must be refused. */
    private static @Nullable List<Object> expected(JsonNode tree) {
        if (!tree.isObject()) {
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (Field field : TYPE.fields()) {
            JsonNode node = tree.path(field.name());
            if (node.isMissingNode() || node.isNull()) {
                values.add(null);
                continue;
            }
            Object value = value(field.type(), node);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }

    private static @Nullable Object value(DataType type, JsonNode node) {
        BigDecimal number = node.isNumber() ? node.decimalValue() : null;
        switch (type.kind()) {
            case BIGINT:
            case INTEGER:
                long max = type.kind() == TypeKind.BIGINT ? Long.MAX_VALUE : Integer.MAX_VALUE;
                boolean fits = number != null
                        && Math.abs(number.scale()) < 100
                        && number.stripTrailingZeros().scale() <= 0
                        && number.compareTo(BigDecimal.valueOf(max)) <= 0
                        && number.compareTo(BigDecimal.valueOf(-max - 1)) >= 0;
                return !fits
                        ? null
                        : type.kind() == TypeKind.BIGINT ? (Object) number.longValue() : (Object) number.intValue();
            case DOUBLE:
                return number == null || Double.isInfinite(number.doubleValue()) ? null : (Object) number.doubleValue();
            case DECIMAL:
                if (number == null || Math.abs(number.scale()) > 100) {
                    return null;
                }
                BigDecimal rounded = number.setScale(2, RoundingMode.HALF_UP);
                return rounded.precision() > 10 ? null : rounded;
            case BOOLEAN:
                return node.isBoolean() ? node.booleanValue() : null;
            case TIMESTAMP:
                return node.isTextual() ? timestamp(node.textValue()) : null;
            default:
                return node.isTextual() ? node.textValue() : null;
        }
    }

    private static @Nullable LocalDateTime timestamp(String text) {
        return switch (text) {
            case "2024-02-29T10:00:00.123456" -> LocalDateTime.of(2024, 2, 29, 10, 0, 0, 123_456_000);
            case "2024-01-01 10:00:00Z" -> LocalDateTime.of(2024, 1, 1, 10, 0);
            case "2024-01-01" -> LocalDateTime.of(2024, 1, 1, 0, 0);
            default -> null;
        };
    }
}
