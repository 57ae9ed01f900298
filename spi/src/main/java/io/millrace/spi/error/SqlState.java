package io.millrace.spi.error;

/**
 * The SQLSTATEs Millrace gives, each with who is to blame by default. Codes follow ISO 9075 and, where the standard is
 * silent, PostgreSQL.
 */
public enum SqlState {
    WARNING("01000", Blame.USER),
    CONNECTION_FAILED("08001", Blame.OUTSIDE),
    CONNECTION_CLOSED("08003", Blame.USER),
    CONNECTION_LOST("08006", Blame.OUTSIDE),
    FEATURE_NOT_SUPPORTED("0A000", Blame.USER),
    INVALID_SAVEPOINT("3B001", Blame.USER),
    CARDINALITY_VIOLATION("21000", Blame.USER),
    STRING_TOO_LONG("22001", Blame.USER),
    NUMBER_OUT_OF_RANGE("22003", Blame.USER),
    NULL_NOT_ALLOWED("22004", Blame.USER),
    INVALID_DATETIME("22007", Blame.USER),
    DATETIME_OVERFLOW("22008", Blame.USER),
    DIVISION_BY_ZERO("22012", Blame.USER),
    INVALID_CAST("22018", Blame.USER),
    INVALID_PARAMETER("22023", Blame.USER),
    INVALID_ARGUMENT("2201E", Blame.USER),
    INVALID_REGULAR_EXPRESSION("2201B", Blame.USER),
    SKIP_TO_NONEXISTENT_ROW("2202K", Blame.USER),
    SKIP_TO_FIRST_ROW("2202L", Blame.USER),
    MORE_THAN_ONE_JSON_ITEM("22034", Blame.USER),
    NO_JSON_ITEM("22035", Blame.USER),
    JSON_ITEM_OF_WRONG_KIND("2203F", Blame.USER),
    NOT_NULL_VIOLATION("23502", Blame.USER),
    UNIQUE_VIOLATION("23505", Blame.USER),
    EXTERNAL_ROUTINE_EXCEPTION("38000", Blame.USER),
    OBJECT_IN_USE("55006", Blame.USER),
    NOT_IN_REQUIRED_STATE("55000", Blame.USER),
    SERIALIZATION_FAILURE("40001", Blame.USER),
    SYNTAX_ERROR("42601", Blame.USER),
    INSUFFICIENT_PRIVILEGE("42501", Blame.USER),
    UNDEFINED_COLUMN("42703", Blame.USER),
    UNDEFINED_FUNCTION("42883", Blame.USER),
    UNDEFINED_TABLE("42P01", Blame.USER),
    UNDEFINED_OBJECT("42704", Blame.USER),
    DUPLICATE_TABLE("42P07", Blame.USER),
    DUPLICATE_OBJECT("42710", Blame.USER),
    DUPLICATE_COLUMN("42701", Blame.USER),
    AMBIGUOUS_COLUMN("42702", Blame.USER),
    GROUPING_ERROR("42803", Blame.USER),
    DATATYPE_MISMATCH("42804", Blame.USER),
    WRONG_OBJECT_TYPE("42809", Blame.USER),
    INVALID_DEFINITION("42P16", Blame.USER),
    DEPENDENT_OBJECTS("2BP01", Blame.USER),
    UNBOUNDED_QUERY("42P20", Blame.USER),
    DISK_FULL("53100", Blame.OUTSIDE),
    OUT_OF_MEMORY("53200", Blame.OUTSIDE),
    TOO_MANY_CONNECTIONS("53300", Blame.OUTSIDE),
    CONFIGURATION_LIMIT("53400", Blame.USER),
    STATEMENT_TOO_COMPLEX("54001", Blame.USER),
    QUERY_CANCELED("57014", Blame.USER),
    SHUTDOWN("57P01", Blame.OUTSIDE),
    LOCKED_BY_ANOTHER_PROCESS("55P03", Blame.OUTSIDE),
    IO_ERROR("58030", Blame.OUTSIDE),
    UNDEFINED_FILE("58P01", Blame.OUTSIDE),
    BAD_INPUT_DATA("22P04", Blame.OUTSIDE),
    DATA_CORRUPTED("XX001", Blame.OUTSIDE),
    INTERNAL_ERROR("XX000", Blame.ENGINE);

    private final String code;
    private final Blame blame;

    SqlState(String code, Blame blame) {
        this.code = code;
        this.blame = blame;
    }

    /** The five characters a client sees. */
    public String code() {
        return code;
    }

    public Blame blame() {
        return blame;
    }
}
