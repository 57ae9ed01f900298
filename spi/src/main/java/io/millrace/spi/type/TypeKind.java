package io.millrace.spi.type;

/** The kinds of SQL types. */
public enum TypeKind {
    BOOLEAN("BOOLEAN"),
    TINYINT("TINYINT"),
    SMALLINT("SMALLINT"),
    INTEGER("INTEGER"),
    BIGINT("BIGINT"),
    REAL("REAL"),
    DOUBLE("DOUBLE"),
    /** Precision 1 to 38, scale 0 to precision. */
    DECIMAL("DECIMAL"),
    /** Blank-padded to its precision, in characters. */
    CHAR("CHAR"),
    /** Precision is the largest number of characters, {@link DataType#UNLIMITED} if there is none. */
    VARCHAR("VARCHAR"),
    BINARY("BINARY"),
    VARBINARY("VARBINARY"),
    /** Days since 1970-01-01, proleptic Gregorian. */
    DATE("DATE"),
    /** Microseconds since midnight. */
    TIME("TIME"),
    /** Microseconds since 1970-01-01 00:00:00, without a zone. */
    TIMESTAMP("TIMESTAMP"),
    /** An instant: microseconds since 1970-01-01 00:00:00 UTC. */
    TIMESTAMP_TZ("TIMESTAMP WITH TIME ZONE"),
    /** Months. */
    INTERVAL_YEAR_MONTH("INTERVAL YEAR TO MONTH"),
    /** Microseconds. */
    INTERVAL_DAY_TIME("INTERVAL DAY TO SECOND"),
    UUID("UUID"),
    /** JSON text as it was given. */
    JSON("JSON"),
    /** The type of a bare NULL; stored as INT, every value null. */
    NULL("NULL"),
    /** Elements of one type, any number of them, counted from 1; an element may be NULL. */
    ARRAY("ARRAY"),
    /** Keys, each once and none NULL, with a value each; kept in the order of the keys. */
    MAP("MAP"),
    /** Named fields, each of its own type. */
    ROW("ROW");

    private final String sqlName;

    TypeKind(String sqlName) {
        this.sqlName = sqlName;
    }

    public String sqlName() {
        return sqlName;
    }

    public boolean isExactNumeric() {
        return this == TINYINT || this == SMALLINT || this == INTEGER || this == BIGINT || this == DECIMAL;
    }

    public boolean isApproximateNumeric() {
        return this == REAL || this == DOUBLE;
    }

    public boolean isNumeric() {
        return isExactNumeric() || isApproximateNumeric();
    }

    public boolean isText() {
        return this == CHAR || this == VARCHAR || this == JSON;
    }

    public boolean isBinary() {
        return this == BINARY || this == VARBINARY;
    }

    public boolean isNested() {
        return this == ARRAY || this == MAP || this == ROW;
    }

    int childrenMin() {
        return this == MAP ? 2 : 1;
    }

    public boolean isTimestamp() {
        return this == TIMESTAMP || this == TIMESTAMP_TZ;
    }
}
