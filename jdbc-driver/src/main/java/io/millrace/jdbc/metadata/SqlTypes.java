package io.millrace.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SQL types of Millrace as JDBC describes types. */
public enum SqlTypes {
    BOOLEAN(Types.BOOLEAN, "BOOLEAN", 1, 0),
    TINYINT(Types.TINYINT, "TINYINT", 3, 10),
    SMALLINT(Types.SMALLINT, "SMALLINT", 5, 10),
    INTEGER(Types.INTEGER, "INTEGER", 10, 10),
    BIGINT(Types.BIGINT, "BIGINT", 19, 10),
    REAL(Types.REAL, "REAL", 24, 2),
    DOUBLE(Types.DOUBLE, "DOUBLE", 53, 2),
    DECIMAL(Types.DECIMAL, "DECIMAL", 38, 10),
    CHAR(Types.CHAR, "CHAR", Integer.MAX_VALUE, 0),
    VARCHAR(Types.VARCHAR, "VARCHAR", Integer.MAX_VALUE, 0),
    BINARY(Types.BINARY, "BINARY", Integer.MAX_VALUE, 0),
    VARBINARY(Types.VARBINARY, "VARBINARY", Integer.MAX_VALUE, 0),
    DATE(Types.DATE, "DATE", 10, 0),
    TIME(Types.TIME, "TIME", 15, 0),
    TIMESTAMP(Types.TIMESTAMP, "TIMESTAMP", 26, 0),
    TIMESTAMP_TZ(Types.TIMESTAMP_WITH_TIMEZONE, "TIMESTAMP WITH TIME ZONE", 32, 0),
    INTERVAL_YEAR_MONTH(Types.OTHER, "INTERVAL YEAR TO MONTH", 16, 0),
    INTERVAL_DAY_TIME(Types.OTHER, "INTERVAL DAY TO SECOND", 32, 0),
    UUID(Types.OTHER, "UUID", 36, 0),
    JSON(Types.OTHER, "JSON", Integer.MAX_VALUE, 0);

    private static final Pattern PARAMETERS = Pattern.compile("\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\)");

    private final int jdbcType;
    private final String sqlName;
    private final int sizeMax;
    private final int radix;

    SqlTypes(int jdbcType, String sqlName, int sizeMax, int radix) {
        this.jdbcType = jdbcType;
        this.sqlName = sqlName;
        this.sizeMax = sizeMax;
        this.radix = radix;
    }

    /** What JDBC says of a column's type. */
    public record Described(
            int jdbcType,
            String name,
            int size,
            @Nullable Integer digits,
            @Nullable Integer radix,
            boolean text) {}

    /** Describes the type in {@code data_type} of a row of {@code information_schema.columns}. */
    public static Described describe(Catalog.Row column) {
        String written = column.text("data_type", "OTHER").toUpperCase(Locale.ROOT);
        Matcher parameters = PARAMETERS.matcher(written);
        Integer first = parameters.find() ? Integer.valueOf(parameters.group(1)) : null;
        Integer second = first == null || parameters.group(2) == null ? null : Integer.valueOf(parameters.group(2));
        String name =
                written.replaceAll("\\([^)]*\\)", "").replaceAll("\\s+", " ").trim();
        for (SqlTypes type : values()) {
            if (type.sqlName.equals(name) || type == TIMESTAMP_TZ && name.equals("TIMESTAMP WITH TIME ZONE")) {
                return type.described(column, first, second);
            }
        }
        return new Described(Types.OTHER, written, 0, null, null, false);
    }

    private Described described(Catalog.Row column, @Nullable Integer first, @Nullable Integer second) {
        return switch (this) {
            case DECIMAL -> {
                Integer precision = firstOf(first, column.number("numeric_precision"), sizeMax);
                Integer scale = firstOf(second, column.number("numeric_scale"), 0);
                yield new Described(jdbcType, sqlName, precision, scale, 10, false);
            }
            case CHAR, VARCHAR, BINARY, VARBINARY ->
                new Described(
                        jdbcType,
                        sqlName,
                        firstOf(first, column.number("character_maximum_length"), sizeMax),
                        null,
                        null,
                        this == CHAR || this == VARCHAR);
            case TIME, TIMESTAMP, TIMESTAMP_TZ ->
                new Described(
                        jdbcType,
                        sqlName,
                        sizeMax,
                        firstOf(first, column.number("datetime_precision"), 6),
                        null,
                        false);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> new Described(jdbcType, sqlName, sizeMax, 0, radix, false);
            case REAL, DOUBLE -> new Described(jdbcType, sqlName, sizeMax, null, radix, false);
            default -> new Described(jdbcType, sqlName, sizeMax, null, null, false);
        };
    }

    private static int firstOf(@Nullable Integer first, @Nullable Integer second, int otherwise) {
        return first != null ? first : second != null ? second : otherwise;
    }

    /** The rows of {@link Shape#TYPES}, in JDBC's order. */
    public static List<List<@Nullable Object>> typeInfo() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Arrays.stream(values())
                .sorted(Comparator.comparingInt(type -> type.jdbcType))
                .forEach(type -> rows.add(type.typeInfoRow()));
        return rows;
    }

    private List<@Nullable Object> typeInfoRow() {
        boolean text = this == CHAR || this == VARCHAR || this == JSON;
        boolean binary = this == BINARY || this == VARBINARY;
        boolean quoted = text || this == UUID;
        boolean timed = this == TIME || this == TIMESTAMP || this == TIMESTAMP_TZ;
        String parameters =
                this == DECIMAL ? "precision,scale" : text || binary ? "length" : timed ? "precision" : null;
        int scaleMax = this == DECIMAL ? 38 : timed ? 6 : 0;
        return Arrays.asList(
                sqlName,
                jdbcType,
                sizeMax,
                quoted ? "'" : binary ? "X'" : this == DATE || timed ? sqlName + " '" : null,
                quoted || binary || this == DATE || timed ? "'" : null,
                parameters,
                (short) DatabaseMetaData.typeNullable,
                text,
                (short) (text ? DatabaseMetaData.typeSearchable : DatabaseMetaData.typePredBasic),
                radix == 0,
                this == DECIMAL,
                false,
                sqlName,
                (short) 0,
                (short) scaleMax,
                null,
                null,
                radix == 0 ? null : radix);
    }
}
