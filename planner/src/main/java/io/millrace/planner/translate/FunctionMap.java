package io.millrace.planner.translate;

import io.millrace.plan.expression.Function;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SQL functions that become one {@link Function}, by name, and the types their arguments are cast to. */
final class FunctionMap {
    /** Arguments: t text, i INTEGER, l BIGINT, d DOUBLE, - as it is; the last stands for all further ones. */
    private static final Map<String, Entry> ENTRIES = new HashMap<>();

    static {
        number("SQRT", Function.SQRT);
        number("CBRT", Function.CBRT);
        number("POWER", Function.POWER);
        number("POW", Function.POWER);
        number("EXP", Function.EXP);
        number("LN", Function.LN);
        number("LOG10", Function.LOG10);
        number("LOG2", Function.LOG2);
        number("SIN", Function.SIN);
        number("COS", Function.COS);
        number("TAN", Function.TAN);
        number("COT", Function.COT);
        number("ASIN", Function.ASIN);
        number("ACOS", Function.ACOS);
        number("ATAN", Function.ATAN);
        number("ATAN2", Function.ATAN2);
        number("SINH", Function.SINH);
        number("COSH", Function.COSH);
        number("TANH", Function.TANH);
        number("DEGREES", Function.DEGREES);
        number("RADIANS", Function.RADIANS);
        for (Function function : List.of(
                Function.SEC,
                Function.CSC,
                Function.ASINH,
                Function.ACOSH,
                Function.ATANH,
                Function.COTH,
                Function.SECH,
                Function.CSCH,
                Function.SIND,
                Function.COSD,
                Function.TAND,
                Function.ASIND,
                Function.ACOSD,
                Function.ATAND)) {
            number(function.name(), function);
        }
        same("ABS", Function.ABS);
        same("BITCOUNT", Function.BIT_COUNT);
        same("BIT_COUNT", Function.BIT_COUNT);
        put("LEFTSHIFT", Function.SHIFT_LEFT, "-i");
        put("RIGHTSHIFT", Function.SHIFT_RIGHT, "-i");
        same("SIGN", Function.SIGN);
        put("GCD", Function.GREATEST_COMMON_DIVISOR, "l");
        put("LCM", Function.LEAST_COMMON_MULTIPLE, "l");
        put("FACTORIAL", Function.FACTORIAL, "l");
        put("ROUND", Function.ROUND, "-i");
        put("TRUNCATE", Function.TRUNCATE, "-i");
        put("TRUNC", Function.TRUNCATE, "-i");

        put("||", Function.CONCAT, "t");
        put("CONCAT_WS", Function.CONCAT_WS, "t");
        put("UPPER", Function.UPPER, "t");
        put("LOWER", Function.LOWER, "t");
        put("INITCAP", Function.INITCAP, "t");
        put("CHAR_LENGTH", Function.CHAR_LENGTH, "t");
        put("CHARACTER_LENGTH", Function.CHAR_LENGTH, "t");
        put("LENGTH", Function.CHAR_LENGTH, "t");
        put("SUBSTRING", Function.SUBSTRING, "ti");
        put("SUBSTR", Function.SUBSTRING, "ti");
        put("LEFT", Function.LEFT, "ti");
        put("RIGHT", Function.RIGHT, "ti");
        put("LPAD", Function.LPAD, "tit");
        put("RPAD", Function.RPAD, "tit");
        put("POSITION", Function.POSITION, "tti");
        put("OVERLAY", Function.OVERLAY, "tti");
        put("REPLACE", Function.REPLACE, "t");
        put("TRANSLATE", Function.TRANSLATE, "t");
        put("TRANSLATE3", Function.TRANSLATE, "t");
        put("REVERSE", Function.REVERSE, "t");
        put("REPEAT", Function.REPEAT, "ti");
        put("SPLIT_PART", Function.SPLIT_PART, "tti");
        put("STARTS_WITH", Function.STARTS_WITH, "t");
        put("ENDS_WITH", Function.ENDS_WITH, "t");
        put("CONTAINS", Function.CONTAINS, "t");
        put("ASCII", Function.ASCII, "t");
        put("CHR", Function.CHR, "i");
        put("LIKE", Function.LIKE, "t");
        put("ILIKE", Function.ILIKE, "t");
        put("SIMILAR TO", Function.SIMILAR_TO, "t");
        put("REGEXP_LIKE", Function.REGEXP_LIKE, "t");
        put("REGEXP_REPLACE", Function.REGEXP_REPLACE, "t");
        put("REGEXP_EXTRACT", Function.REGEXP_EXTRACT, "tti");
        put("URL_ENCODE", Function.URL_ENCODE, "t");
        put("URL_DECODE", Function.URL_DECODE, "t");
        put("FROM_BASE64", Function.FROM_BASE64, "t");
        put("REGEXP_COUNT", Function.REGEXP_COUNT, "ttit");
        put("REGEXP_INSTR", Function.REGEXP_INSTR, "ttiiiti");
        put("REGEXP_SUBSTR", Function.REGEXP_SUBSTR, "ttiiti");
        put("$SUBSTRING_MATCH", Function.REGEXP_SUBSTRING, "t");
        put("REGEXP_MATCH", Function.REGEXP_MATCH, "t");
        put("REGEXP_SPLIT_TO_ARRAY", Function.REGEXP_SPLIT_TO_ARRAY, "t");
        put("QUOTE_IDENT", Function.QUOTE_IDENT, "t");
        put("QUOTE_LITERAL", Function.QUOTE_LITERAL, "t");
        put("ENCODE", Function.ENCODE, "-t");
        put("DECODE", Function.DECODE, "t");
        same("SHA224", Function.SHA224);
        same("SHA384", Function.SHA384);
        same("OCTET_LENGTH", Function.OCTET_LENGTH);
        same("MD5", Function.MD5);
        same("SHA1", Function.SHA1);
        same("SHA256", Function.SHA256);
        same("SHA512", Function.SHA512);
        same("CRC32", Function.CRC32);
        put("SOUNDEX", Function.SOUNDEX, "t");
        put("DIFFERENCE", Function.SOUNDEX_DIFFERENCE, "t");
        same("TO_HEX", Function.TO_HEX);
        same("TO_BASE64", Function.TO_BASE64);

        put("TO_CHAR", Function.TO_CHAR, "-t");
        put("TO_DATE", Function.TO_DATE, "t");
        put("MAKE_DATE", Function.MAKE_DATE, "i");
        put("MAKE_TIME", Function.MAKE_TIME, "iid");
        same("LAST_DAY", Function.LAST_DAY);
        put("AT_TIME_ZONE", Function.AT_TIME_ZONE, "-t");
    }

    private FunctionMap() {}

    static @Nullable Entry find(String sqlName) {
        return ENTRIES.get(sqlName.toUpperCase(Locale.ROOT));
    }

    private static void number(String name, Function function) {
        put(name, function, "d");
    }

    private static void same(String name, Function function) {
        put(name, function, "-");
    }

    private static void put(String name, Function function, String arguments) {
        ENTRIES.put(name, new Entry(function, arguments));
    }

    /** A function and what its arguments must be. */
    record Entry(Function function, String arguments) {
        /** The type an argument is cast to; null if it stays as it is. */
        @Nullable DataType argumentType(int index) {
            return switch (arguments.charAt(Math.min(index, arguments.length() - 1))) {
                case 't' -> DataType.of(TypeKind.VARCHAR);
                case 'i' -> DataType.of(TypeKind.INTEGER);
                case 'l' -> DataType.of(TypeKind.BIGINT);
                case 'd' -> DataType.of(TypeKind.DOUBLE);
                default -> null;
            };
        }
    }
}
