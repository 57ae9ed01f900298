package io.millrace.plan.expression;

/**
 * The scalar functions a plan can call. The planner maps SQL to these, the executor compiles each; a switch over them has
 * no default, so that a new one is not forgotten. NULL in gives NULL out unless said otherwise.
 *
 * <p><b>Argument types</b> are settled by the planner with explicit casts; nullability never matters, nor does the length of
 * a VARCHAR or VARBINARY, nor the precision of a TIME or TIMESTAMP:
 *
 * <ul>
 *   <li>Comparisons, IS [NOT] DISTINCT FROM: both arguments of one type; decimals of one precision and scale.
 *   <li>CASE, COALESCE, GREATEST, LEAST: every value of the call's type.
 *   <li>ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO of whole numbers: arguments and result of one type. Of DOUBLE or REAL:
 *       likewise. Of decimals: both arguments are DECIMAL, each of its own precision and scale (whole numbers were cast to a
 *       DECIMAL of scale 0), the result is the call's type; digits behind its scale are rounded half away from zero.
 *   <li>Time: ADD(time, interval), SUBTRACT(time, interval), SUBTRACT(time, time) with an interval as result, ADD and
 *       SUBTRACT of two intervals, MULTIPLY(interval, number) and DIVIDE(interval, number) with a BIGINT, DECIMAL or DOUBLE;
 *       time is a DATE, TIME, TIMESTAMP or TIMESTAMP WITH TIME ZONE, and the result that of the call (a DATE plus an interval
 *       may be a TIMESTAMP). Both times of a SUBTRACT are of one type.
 *   <li>NEGATE, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNCATE: a number as it is; the result is the call's type (of a decimal: its
 *       own scale, or 0 for FLOOR and CEIL).
 *   <li>SQRT to RADIANS and the like: DOUBLE.
 *   <li>CAST of a nested value to one of the same kind casts what it is made of; to VARCHAR it is {@code [a, b]},
 *       {@code {k=v}} or {@code (a, b)}.
 *   <li>Text is VARCHAR (CHAR was cast, which cuts off the blanks it is padded with), numbers that count are INTEGER.
 * </ul>
 *
 * <p>Units of time (YEAR, DAY, EPOCH, …) are VARCHAR literals in upper case.
 */
public enum Function {
    // Comparison, arguments of one type; strings by bytes, NaN above all numbers.
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    /** Never NULL. */
    IS_DISTINCT_FROM("IS DISTINCT FROM"),
    /** Never NULL. */
    IS_NOT_DISTINCT_FROM("IS NOT DISTINCT FROM"),
    /** Never NULL. */
    IS_NULL,
    /** Never NULL. */
    IS_NOT_NULL,
    /** Never NULL. */
    IS_TRUE,
    /** Never NULL. */
    IS_NOT_TRUE,
    /** Never NULL. */
    IS_FALSE,
    /** Never NULL. */
    IS_NOT_FALSE,

    // Logic, three-valued; later arguments are evaluated only for rows they decide.
    AND("AND"),
    OR("OR"),
    NOT,

    /** Arguments condition, value, condition, value, …, value; only the taken branch is evaluated. */
    CASE,
    /** First argument that is not NULL; later ones are evaluated only when needed. */
    COALESCE,
    /** NULL arguments are left out. */
    GREATEST,
    /** NULL arguments are left out. */
    LEAST,
    /** To the call's type; fails with 22018, 22003 or 22007. Numbers round half away from zero (PostgreSQL's way). */
    CAST,
    /** As CAST, NULL instead of an error. */
    TRY_CAST,
    /** As CAST where a value is stored: text that is too long is 22001 (blanks behind it aside) instead of cut off. */
    ASSIGN,

    // Arithmetic; arguments and result as typed by the planner, overflow is 22003, division by zero 22012.
    // Date and time arithmetic: timestamp or date or time ± interval, timestamp − timestamp gives an interval.
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    /** The sign is the dividend's. */
    MODULO("%"),
    NEGATE,
    ABS,
    SIGN,
    FLOOR,
    CEIL,
    /** ROUND(x) or ROUND(x, digits), half away from zero. */
    ROUND,
    /** TRUNCATE(x) or TRUNCATE(x, digits), towards zero. */
    TRUNCATE,
    SQRT,
    CBRT,
    POWER,
    EXP,
    LN,
    LOG10,
    LOG2,
    /** LOG(base, x). */
    LOG,
    SIN,
    COS,
    TAN,
    COT,
    ASIN,
    ACOS,
    ATAN,
    ATAN2,
    SINH,
    COSH,
    TANH,
    DEGREES,
    RADIANS,
    SEC,
    CSC,
    ASINH,
    ACOSH,
    ATANH,
    COTH,
    SECH,
    CSCH,
    // Of degrees; exact where the result is a whole number or a half.
    SIND,
    COSD,
    TAND,
    ASIND,
    ACOSD,
    ATAND,
    BIT_AND("&"),
    BIT_OR("|"),
    BIT_XOR("^"),
    BIT_NOT,
    /** Number of ones, BIGINT. */
    BIT_COUNT,
    /** SHIFT_LEFT(bits, places): places are taken modulo the width of the type, as in PostgreSQL. */
    SHIFT_LEFT,
    /** As SHIFT_LEFT; the sign fills up. */
    SHIFT_RIGHT,

    /** Of BIGINT. */
    GREATEST_COMMON_DIVISOR,
    /** Of BIGINT. */
    LEAST_COMMON_MULTIPLE,
    /** FACTORIAL(n): a DECIMAL(38, 0); 22003 above 33. */
    FACTORIAL,
    /** WIDTH_BUCKET(x, low, high, count): three exact numbers or three DOUBLEs, and an INTEGER. */
    WIDTH_BUCKET,

    // Text; positions and lengths in characters (code points), from 1.
    CONCAT("||"),
    /** NULL arguments count as empty. */
    CONCAT_TEXT,
    /** CONCAT_WS(separator, …): NULL arguments are left out. */
    CONCAT_WS,
    UPPER,
    LOWER,
    INITCAP,
    CHAR_LENGTH,
    OCTET_LENGTH,
    /** SUBSTRING(text, from) or (text, from, length). */
    SUBSTRING,
    LEFT,
    RIGHT,
    /** TRIM_x(text, characters). */
    TRIM_BOTH,
    TRIM_LEADING,
    TRIM_TRAILING,
    /** LPAD(text, length, fill). */
    LPAD,
    RPAD,
    /** POSITION(needle, text) or (needle, text, from). */
    POSITION,
    /** OVERLAY(text, replacement, from) or (…, length). */
    OVERLAY,
    REPLACE,
    TRANSLATE,
    REVERSE,
    REPEAT,
    /** SPLIT_PART(text, delimiter, n), negative n counts from the end. */
    SPLIT_PART,
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS,
    ASCII,
    CHR,
    /** LIKE(text, pattern) or (text, pattern, escape). */
    LIKE,
    /** LIKE without regard to case. */
    ILIKE,
    SIMILAR_TO,
    /** REGEXP_LIKE(text, pattern[, flags]), Java's regular expressions. */
    REGEXP_LIKE,
    /** REGEXP_REPLACE(text, pattern, replacement[, flags]). */
    REGEXP_REPLACE,
    /** REGEXP_EXTRACT(text, pattern[, group]); NULL where nothing matches. */
    REGEXP_EXTRACT,
    /** REGEXP_COUNT(text, pattern[, from[, flags]]). */
    REGEXP_COUNT,
    /** REGEXP_INSTR(text, pattern[, from[, n[, behind[, flags[, group]]]]]): 0 where nothing matches. */
    REGEXP_INSTR,
    /** REGEXP_SUBSTR(text, pattern[, from[, n[, flags[, group]]]]); NULL where nothing matches. */
    REGEXP_SUBSTR,
    /** REGEXP_SUBSTRING(text, pattern): what the first group matched, or all; NULL where nothing matches. */
    REGEXP_SUBSTRING,
    /** REGEXP_MATCH(text, pattern[, flags]): the groups of the first match, an ARRAY; NULL where nothing matches. */
    REGEXP_MATCH,
    /** REGEXP_SPLIT_TO_ARRAY(text, pattern[, flags]). */
    REGEXP_SPLIT_TO_ARRAY,
    /** FORMAT_TEXT(template, VARCHAR ARRAY): PostgreSQL's format. */
    FORMAT_TEXT,
    QUOTE_IDENT,
    QUOTE_LITERAL,
    /** TO_NUMBER(text, pattern): the number as VARCHAR. */
    TO_NUMBER,
    MD5,
    SHA1,
    SHA256,
    SHA512,
    SHA224,
    SHA384,
    /** ENCODE(bytes, format), of hex, base64, escape. */
    ENCODE,
    DECODE,
    /** CRC-32 as BIGINT. */
    CRC32,
    /** SOUNDEX(text): American Soundex. */
    SOUNDEX,
    /** DIFFERENCE(text, text): places in which the Soundex codes agree. */
    SOUNDEX_DIFFERENCE,
    TO_HEX,
    TO_BASE64,
    FROM_BASE64,
    URL_ENCODE,
    URL_DECODE,

    // Date and time.
    /** EXTRACT(unit, value): BIGINT (EPOCH of a timestamp: seconds). */
    EXTRACT,
    /** FLOOR_TO(value, unit): the beginning of the unit. */
    FLOOR_TO,
    CEIL_TO,
    /** TIMESTAMP_DIFF(unit, from, to): whole units between. */
    TIMESTAMP_DIFF,
    /** AT_TIME_ZONE(value, zone): TIMESTAMP to TIMESTAMP_TZ and back. */
    AT_TIME_ZONE,
    /** TO_CHAR(value, format), PostgreSQL's patterns. */
    TO_CHAR,
    /** TO_TIMESTAMP(text, format) or (seconds). */
    TO_TIMESTAMP,
    TO_DATE,
    MAKE_DATE,
    /** MAKE_TIME(hour, minute, seconds as DOUBLE). */
    MAKE_TIME,
    /** MAKE_TIMESTAMP(year, month, day, hour, minute, seconds as DOUBLE). */
    MAKE_TIMESTAMP,
    /** DATE_BIN(interval, timestamp, origin): both times of the call's type. */
    DATE_BIN,
    LAST_DAY,
    /** AGE(to, from) of two TIMESTAMPs: years, months, days and time as text. */
    AGE,
    /** The time of the epoch, TIMESTAMP_TZ; the same for every row of an epoch and at a replay. */
    EPOCH_TIME,

    /**
     * RANDOM(site, high, low): a DOUBLE from 0 to below 1. The site is a literal that no other call of the plan has, the other two
     * are columns with random bits of the row, BIGINT, which only a {@code VolatileCalc} has.
     */
    RANDOM,
    /** RANDOM_UUID(site, high, low), of version 4. */
    RANDOM_UUID,

    /**
     * USER_FUNCTION(class, jar, deterministic, …): a function written in Java. The first three are VARCHAR literals: the name
     * of the class, the path of its JAR (empty for the class path), and {@code true} or {@code false}.
     */
    USER_FUNCTION,

    // Nested values. "[value]" is an ARRAY of the value alone, of the element type of the array beside it.
    /** ARRAY(element, …), each of the element type; never NULL. */
    ARRAY,
    /** MAP(key, value, key, value, …), each of the type of keys or values; never NULL. */
    MAP,
    /** ROW(field, …), each of the type of its field; never NULL. */
    ROW,
    /** FIELD(row, n): the field of that number, an INTEGER literal, from 0. */
    FIELD,
    /** ITEM(array, index) from 1, ITEM(map, [key]); NULL where there is no such element. */
    ITEM,
    /** Number of elements or entries. */
    CARDINALITY,
    /** ARRAY_CONCAT(array, …): arguments that are NULL are left out; NULL if all are. */
    ARRAY_CONCAT,
    /** ARRAY_CONTAINS(array, [value]), as value = ANY (array). */
    ARRAY_CONTAINS,
    /** ARRAY_POSITION(array, [value]) from 1; NULL where there is none. */
    ARRAY_POSITION,
    /** ARRAY_REMOVE(array, [value]). */
    ARRAY_REMOVE,
    ARRAY_DISTINCT,
    ARRAY_REVERSE,
    /** Ascending, NULL last. */
    ARRAY_SORT,
    /** ARRAY_SLICE(array, from, to), both from 1 and included. */
    ARRAY_SLICE,
    /** ARRAY_TO_STRING(VARCHAR ARRAY, delimiter[, text for NULL]). */
    ARRAY_TO_STRING,
    /** GENERATE_SERIES(first, last, step): of BIGINT, or of TIMESTAMP with a step in microseconds as BIGINT. */
    GENERATE_SERIES,
    /** STRING_TO_ARRAY(text, delimiter). */
    STRING_TO_ARRAY,
    /** MAP_OF_ENTRIES(ARRAY of ROW(key, value)). */
    MAP_OF_ENTRIES,
    MAP_KEYS,
    MAP_VALUES,

    // JSON, and text that should be JSON. Paths are VARCHAR.
    /** JSON_VALUE(json, path): the scalar as VARCHAR; NULL where there is none. */
    JSON_VALUE,
    /** JSON_QUERY(json, path, wrapper): a wrapper is a literal NONE, CONDITIONAL or ALWAYS; NULL where there is nothing. */
    JSON_QUERY,
    JSON_EXISTS,
    /**
     * JSON_OUTCOME(json, path, question, refused): how a question ends, an INTEGER: 0 with nothing, 1 well, 2 with an error. The
     * question is a literal VALUE, EXISTS or a wrapper, refused one of the empty text, EMPTY, ERROR and EMPTY ERROR: what is an
     * error of the row (22034, 22035, 2203F, 22018).
     */
    JSON_OUTCOME,
    /** IS_JSON(text, kind): a literal VALUE, OBJECT, ARRAY or SCALAR. */
    IS_JSON,
    /** TO_JSON([value]), an ARRAY of the value alone, as JSON; NULL of NULL. */
    TO_JSON,
    /** JSON_KEY(text): {@code "text":}; 22004 for NULL. */
    JSON_KEY,
    /** JSON_MEMBER(json, name) of an object, JSON_MEMBER(json, index) of an array, from 0, an INTEGER. */
    JSON_MEMBER,
    /** JSON as text, a string without its quotes; NULL for null. */
    JSON_TEXT,
    /** OBJECT, ARRAY, STRING, INTEGER, DOUBLE, BOOLEAN or NULL. */
    JSON_TYPE,
    /** 1 for a scalar and what is empty. */
    JSON_DEPTH,
    /** JSON_LENGTH(json[, path]): members or elements; NULL if nothing is at the path. */
    JSON_LENGTH,
    /** JSON_KEYS(json[, path]): names of the members as a JSON array; NULL if there is no object at the path. */
    JSON_KEYS,
    /** object, array, string, number, boolean or null. */
    JSON_KIND,
    /** Number of elements; 22023 of what is no array. */
    JSON_ELEMENTS,
    /** JSON_AT(json, VARCHAR ARRAY): what lies at names and numbers; NULL if there is nothing. */
    JSON_AT,
    JSON_STRIP_NULLS,
    /** With a line for each member and element. */
    JSON_PRETTY;

    private final String symbol;

    Function() {
        this("");
    }

    Function(String symbol) {
        this.symbol = symbol;
    }

    /** The infix sign, or empty. */
    public String symbol() {
        return symbol;
    }
}
