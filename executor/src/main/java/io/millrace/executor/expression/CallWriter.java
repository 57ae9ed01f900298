package io.millrace.executor.expression;

import io.millrace.plan.expression.Call;
import java.util.Locale;

/** Which writer knows which function. */
final class CallWriter {
    private CallWriter() {}

    /** A readable beginning for the name of a call's variable. */
    static String baseName(Call call) {
        String[] words = call.function().name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return name.toString();
    }

    static Value write(Call call, Emitter emitter) {
        return switch (call.function()) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                ComparisonWriter.write(call, emitter);
            case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> ComparisonWriter.writeDistinct(call, emitter);
            case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
                LogicWriter.writeTest(call, emitter);
            case AND, OR -> LogicWriter.writeJunction(call, emitter);
            case NOT -> LogicWriter.writeNot(call, emitter);
            case CASE -> LogicWriter.writeCase(call, emitter);
            case COALESCE -> LogicWriter.writeCoalesce(call, emitter);
            case GREATEST, LEAST -> LogicWriter.writeExtreme(call, emitter);
            case CAST, TRY_CAST, ASSIGN -> CastWriter.write(call, emitter);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> ArithmeticWriter.writeBinary(call, emitter);
            case NEGATE, ABS, SIGN -> ArithmeticWriter.writeUnary(call, emitter);
            case BIT_AND, BIT_OR, BIT_XOR, BIT_NOT -> ArithmeticWriter.writeBitwise(call, emitter);
            case FLOOR, CEIL, ROUND, TRUNCATE -> MathWriter.writeRounding(call, emitter);
            case SQRT, CBRT, POWER, EXP, LN, LOG10, LOG2, LOG -> MathWriter.write(call, emitter);
            case SIN, COS, TAN, COT, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, DEGREES, RADIANS ->
                MathWriter.write(call, emitter);
            case SEC, CSC, ASINH, ACOSH, ATANH, COTH, SECH, CSCH, SIND, COSD, TAND, ASIND, ACOSD, ATAND ->
                MathWriter.write(call, emitter);
            case BIT_COUNT, SHIFT_LEFT, SHIFT_RIGHT -> BitWriter.write(call, emitter);
            case GREATEST_COMMON_DIVISOR, LEAST_COMMON_MULTIPLE, FACTORIAL, WIDTH_BUCKET ->
                MathWriter.writeWhole(call, emitter);
            case CONCAT -> TextWriter.writeConcat(call, emitter);
            case CONCAT_TEXT -> TextWriter.writeConcatText(call, emitter);
            case CONCAT_WS -> TextWriter.writeConcatWithSeparator(call, emitter);
            case UPPER,
                    LOWER,
                    INITCAP,
                    CHAR_LENGTH,
                    OCTET_LENGTH,
                    SUBSTRING,
                    LEFT,
                    RIGHT,
                    TRIM_BOTH,
                    TRIM_LEADING,
                    TRIM_TRAILING,
                    LPAD,
                    RPAD,
                    POSITION,
                    OVERLAY,
                    REPLACE,
                    TRANSLATE,
                    REVERSE,
                    REPEAT,
                    SPLIT_PART,
                    STARTS_WITH,
                    ENDS_WITH,
                    CONTAINS,
                    ASCII,
                    CHR,
                    MD5,
                    SHA1,
                    SHA256,
                    SHA512,
                    SHA224,
                    SHA384,
                    ENCODE,
                    DECODE,
                    QUOTE_IDENT,
                    QUOTE_LITERAL,
                    FORMAT_TEXT,
                    TO_NUMBER,
                    CRC32,
                    SOUNDEX,
                    SOUNDEX_DIFFERENCE,
                    TO_HEX,
                    TO_BASE64,
                    FROM_BASE64,
                    URL_ENCODE,
                    URL_DECODE -> TextWriter.write(call, emitter);
            case LIKE, ILIKE -> TextWriter.writeLike(call, emitter);
            case SIMILAR_TO, REGEXP_LIKE, REGEXP_REPLACE, REGEXP_EXTRACT ->
                TextWriter.writeRegularExpression(call, emitter);
            case REGEXP_COUNT, REGEXP_INSTR, REGEXP_SUBSTR, REGEXP_SUBSTRING, REGEXP_MATCH, REGEXP_SPLIT_TO_ARRAY ->
                TextWriter.writeMatches(call, emitter);
            case EXTRACT,
                    FLOOR_TO,
                    CEIL_TO,
                    TIMESTAMP_DIFF,
                    AT_TIME_ZONE,
                    TO_CHAR,
                    TO_TIMESTAMP,
                    TO_DATE,
                    MAKE_DATE,
                    MAKE_TIME,
                    MAKE_TIMESTAMP,
                    DATE_BIN,
                    LAST_DAY,
                    AGE,
                    EPOCH_TIME -> TimeWriter.write(call, emitter);
            case RANDOM, RANDOM_UUID -> RandomWriter.write(call, emitter);
            case USER_FUNCTION -> UserFunctionWriter.write(call, emitter);
            case ARRAY, MAP, ROW -> NestedWriter.writeConstructor(call, emitter);
            case FIELD, ITEM -> NestedWriter.writeAccess(call, emitter);
            case CARDINALITY -> NestedWriter.writeCardinality(call, emitter);
            case ARRAY_CONCAT -> NestedWriter.writeConcat(call, emitter);
            case ARRAY_CONTAINS,
                    ARRAY_POSITION,
                    ARRAY_REMOVE,
                    ARRAY_DISTINCT,
                    ARRAY_REVERSE,
                    ARRAY_SORT,
                    ARRAY_SLICE,
                    ARRAY_TO_STRING,
                    STRING_TO_ARRAY,
                    GENERATE_SERIES,
                    MAP_OF_ENTRIES,
                    MAP_KEYS,
                    MAP_VALUES -> NestedWriter.write(call, emitter);
            case JSON_VALUE, JSON_QUERY, JSON_EXISTS, JSON_OUTCOME -> JsonWriter.writeQuestion(call, emitter);
            case IS_JSON,
                    TO_JSON,
                    JSON_KEY,
                    JSON_MEMBER,
                    JSON_TEXT,
                    JSON_TYPE,
                    JSON_DEPTH,
                    JSON_LENGTH,
                    JSON_KEYS,
                    JSON_KIND,
                    JSON_ELEMENTS,
                    JSON_AT,
                    JSON_STRIP_NULLS,
                    JSON_PRETTY -> JsonWriter.write(call, emitter);
        };
    }
}
