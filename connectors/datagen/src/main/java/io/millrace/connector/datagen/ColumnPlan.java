package io.millrace.connector.datagen;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the options {@code fields.<column>.…} of one column into its generator. */
final class ColumnPlan {
    private static final int LENGTH_DEFAULT = 10;
    private static final int LENGTH_MAX = 1_000_000;
    private static final int UUID_BYTES = 16;
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long DAYS_PER_YEAR = 365;

    private final Field field;
    private final Map<String, String> own;
    private final DatagenOptions options;
    private final Set<String> used = new HashSet<>();
    private final long key;

    /** @param own the options of this column by their last part: {@code min} */
    ColumnPlan(Field field, Map<String, String> own, DatagenOptions options) {
        this.field = field;
        this.own = own;
        this.options = options;
        key = Hash.key(options.seed(), field.name(), "value");
    }

    ValueGenerator generator() {
        boolean sequence = find(Option.choice("kind", List.of("sequence", "random")), "random")
                .equals("sequence");
        ValueGenerator generator = sequence ? sequence() : random();
        double nullRate = nullRate();
        requireUsed(sequence);
        return nullRate == 0
                ? generator
                : generator.withNulls(nullRate, Hash.key(options.seed(), field.name(), "null"));
    }

    private ValueGenerator sequence() {
        DataType type = field.type();
        boolean text = type.kind() == TypeKind.VARCHAR;
        if (!text
                && !type.kind().isNumeric()
                && type.kind() != TypeKind.DATE
                && !type.kind().isTimestamp()) {
            throw bad("kind", "'random': there is no sequence of " + type.sqlName());
        }
        DataType counted = text || type.storage() == Storage.DOUBLE ? DataType.of(TypeKind.BIGINT) : type;
        if (type.kind().isTimestamp()) {
            long start = stored("start", counted, options.baseTimeMicros());
            return Generators.numbers(Generators.ascending(start, options.microsPerRow()), Storage.LONG);
        }
        long start = stored("start", counted, type.kind() == TypeKind.DATE ? baseDay() : 0);
        long end = stored("end", counted, largest(counted));
        requireOrder("start", start, "end", end);
        long step = counted.kind() == TypeKind.DECIMAL ? power10(counted.scale()) : 1;
        return Generators.numbers(Generators.sequence(start, end, step), type.storage());
    }

    private ValueGenerator random() {
        DataType type = field.type();
        return switch (type.kind()) {
            case BOOLEAN -> Generators.numbers(Generators.random(0, 1, key), Storage.INT);
            case REAL, DOUBLE -> randomDoubles(type);
            case TIMESTAMP, TIMESTAMP_TZ ->
                own.containsKey("min") || own.containsKey("max")
                        ? randomNumbers(type, options.baseTimeMicros(), options.baseTimeMicros() + MICROS_PER_DAY)
                        : sequence();
            case DATE -> randomNumbers(type, baseDay(), baseDay() + DAYS_PER_YEAR);
            case TIME -> randomNumbers(type, 0, MICROS_PER_DAY - 1);
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH ->
                randomNumbers(type, 0, largest(type));
            case CHAR, VARCHAR -> Generators.letters(length(type), "", key);
            case JSON -> Generators.letters(length(type), "\"", key);
            case BINARY, VARBINARY -> Generators.bytes(length(type), key);
            case UUID -> Generators.bytes(UUID_BYTES, key);
            case ARRAY, MAP, ROW ->
                throw MillraceException.notSupported(
                        "column \"" + field.name() + "\" of type " + type.sqlName() + " in connector datagen");
            case NULL -> Generators.nulls();
        };
    }

    private ValueGenerator randomNumbers(DataType type, long minDefault, long maxDefault) {
        long min = stored("min", type, minDefault);
        long max = stored("max", type, Math.max(min, maxDefault));
        requireOrder("min", min, "max", max);
        return Generators.numbers(Generators.random(min, max, key), type.storage());
    }

    private ValueGenerator randomDoubles(DataType type) {
        double min = find(number("min"), 0.0);
        double max = find(number("max"), Math.max(min, 1.0));
        if (!(min <= max)) {
            throw bad("max", "no less than 'min', which is " + min);
        }
        return Generators.doubles(min, max, type.kind() == TypeKind.REAL, key);
    }

    private int length(DataType type) {
        int longest = Math.min(type.precision(), LENGTH_MAX);
        boolean fixed = type.kind() == TypeKind.CHAR || (type.kind() == TypeKind.BINARY && longest < LENGTH_MAX);
        return find(
                Option.integer("length", fixed ? longest : 0, longest),
                fixed ? longest : Math.min(longest, LENGTH_DEFAULT));
    }

    private double nullRate() {
        double rate = find(number("null-rate"), 0.0);
        if (!(rate >= 0 && rate <= 1)) {
            throw bad("null-rate", "a number from 0 to 1");
        }
        if (rate > 0 && !field.type().nullable()) {
            throw bad("null-rate", "0, because the column is NOT NULL");
        }
        return rate;
    }

    private long baseDay() {
        return Math.floorDiv(options.baseTimeMicros(), MICROS_PER_DAY);
    }

    private static long largest(DataType type) {
        return switch (type.kind()) {
            case TINYINT -> Byte.MAX_VALUE;
            case SMALLINT -> Short.MAX_VALUE;
            case INTEGER, DATE, INTERVAL_YEAR_MONTH -> Integer.MAX_VALUE;
            case DECIMAL -> power10(Math.min(type.precision(), DataType.DECIMAL_PRECISION_LONG_MAX)) - 1;
            default -> Long.MAX_VALUE;
        };
    }

    private static long smallest(DataType type) {
        return type.kind() == TypeKind.DECIMAL ? -largest(type) : -largest(type) - 1;
    }

    private static long power10(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private long stored(String part, DataType type, long defaultValue) {
        used.add(part);
        String text = own.get(part);
        if (text == null) {
            return defaultValue;
        }
        return Literals.stored(text.trim(), type)
                .filter(value -> value >= smallest(type) && value <= largest(type))
                .orElseThrow(() -> bad(part, "a value of " + type.sqlName()));
    }

    private static Option<Double> number(String part) {
        return new Option<>(part, "a number", Double::valueOf, null, "");
    }

    private <T> T find(Option<T> part, T defaultValue) {
        used.add(part.name());
        try {
            return part.find(own).orElse(defaultValue);
        } catch (MillraceException e) {
            throw bad(part.name(), part.expected());
        }
    }

    private void requireOrder(String lowPart, long low, String highPart, long high) {
        if (low > high) {
            throw bad(
                    own.containsKey(highPart) ? highPart : lowPart,
                    "'" + lowPart + "' no greater than '" + highPart + "'");
        }
    }

    private void requireUsed(boolean sequence) {
        for (String part : own.keySet()) {
            if (!used.contains(part)) {
                throw new MillraceException(
                        SqlState.INVALID_PARAMETER,
                        "option 'fields." + field.name() + "." + part + "' does not go with "
                                + (sequence ? "a sequence" : "random values") + " of "
                                + field.type().sqlName());
            }
        }
    }

    private MillraceException bad(String part, String expected) {
        return new MillraceException(
                SqlState.INVALID_PARAMETER,
                "option 'fields." + field.name() + "." + part + "' is '" + own.get(part) + "'; expected " + expected);
    }
}
