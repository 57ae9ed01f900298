package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.ASSIGN;
import static io.millrace.plan.expression.Function.CAST;
import static io.millrace.plan.expression.Function.TRY_CAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.InputRef;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CastTest {
    private static @Nullable Object cast(Argument argument, DataType type) {
        return call(CAST, type, argument);
    }

    private static void castFails(SqlState state, String message, Argument argument, DataType type) {
        fails(state, message, CAST, type, argument);
        if (state != SqlState.DATATYPE_MISMATCH) {
            assertThat(call(TRY_CAST, type, argument)).isNull();
        }
    }

    @Test
    void convertsBetweenNumbers() {
        assertThat(cast(i(127), TINYINT)).isEqualTo((byte) 127);
        assertThat(cast(i(5), BIGINT)).isEqualTo(5L);
        assertThat(cast(l(5), DOUBLE)).isEqualTo(5.0);
        assertThat(cast(d(2.5), INTEGER)).isEqualTo(3);
        assertThat(cast(d(-2.5), BIGINT)).isEqualTo(-3L);
        assertThat(cast(d(0.49999999999999994), INTEGER)).isEqualTo(0);
        assertThat(cast(dec(5, 2, "2.49"), INTEGER)).isEqualTo(2);
        assertThat(cast(dec(5, 2, "-2.50"), INTEGER)).isEqualTo(-3);
        assertThat(cast(dec(38, 2, "-2.50"), SMALLINT)).isEqualTo((short) -3);
        assertThat(cast(dec(5, 2, "2.45"), decimal(4, 1))).isEqualTo(new BigDecimal("2.5"));
        assertThat(cast(dec(5, 2, "2.45"), decimal(38, 10))).isEqualTo(new BigDecimal("2.4500000000"));
        assertThat(cast(dec(38, 10, "2.4500000000"), decimal(5, 1))).isEqualTo(new BigDecimal("2.5"));
        assertThat(cast(d(1.005), decimal(10, 2))).isEqualTo(new BigDecimal("1.01"));
        assertThat(cast(d(1e20), decimal(38, 2))).isEqualTo(new BigDecimal("100000000000000000000.00"));
        assertThat(cast(dec(38, 2, "100000000000000000000.25"), DOUBLE)).isEqualTo(1e20);
        assertThat(cast(l(Long.MAX_VALUE), decimal(38, 2))).isEqualTo(new BigDecimal("9223372036854775807.00"));
        assertThat(cast(l(Long.MIN_VALUE), decimal(19, 0))).isEqualTo(new BigDecimal(Long.MIN_VALUE));
        assertThat(cast(d(0.1), REAL)).isEqualTo(0.1f);
        assertThat(cast(b(true), INTEGER)).isEqualTo(1);
        assertThat(cast(i(-3), BOOLEAN)).isEqualTo(true);
        assertThat(cast(nothing(DOUBLE), INTEGER)).isNull();
    }

    @Test
    void refusesNumbersThatDoNotFit() {
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "128 is out of range for TINYINT", i(128), TINYINT);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "2147483648", l(2147483648L), INTEGER);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "INTEGER", d(2147483647.5), INTEGER);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "9.223372036854776E18", d(0x1p63), BIGINT);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "NaN", d(Double.NaN), INTEGER);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "Infinity", d(Double.POSITIVE_INFINITY), decimal(10, 2));
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "100.0 is", dec(4, 2, "99.95"), decimal(3, 1));
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "DECIMAL(18, 0)", l(Long.MAX_VALUE), decimal(18, 0));
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "DECIMAL(38, 37)", dec(38, 0, "10"), decimal(38, 37));
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "REAL", d(1e39), REAL);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "1.0E+300", d(1e300), decimal(38, 0));
    }

    @Test
    void readsNumbersFromText() {
        assertThat(cast(s(" 42 "), INTEGER)).isEqualTo(42);
        assertThat(cast(s("+42"), SMALLINT)).isEqualTo((short) 42);
        assertThat(cast(s("-9223372036854775808"), BIGINT)).isEqualTo(Long.MIN_VALUE);
        assertThat(cast(s("9223372036854775807"), BIGINT)).isEqualTo(Long.MAX_VALUE);
        assertThat(cast(s("1e3"), DOUBLE)).isEqualTo(1000.0);
        assertThat(cast(s("-.5"), DOUBLE)).isEqualTo(-0.5);
        assertThat(cast(s("nan"), DOUBLE)).isEqualTo(Double.NaN);
        assertThat(cast(s("-Infinity"), REAL)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(cast(s("1.245"), decimal(5, 2))).isEqualTo(new BigDecimal("1.25"));
        assertThat(cast(s("1.5e20"), decimal(38, 1))).isEqualTo(new BigDecimal("150000000000000000000.0"));
        assertThat(cast(s("yes"), BOOLEAN)).isEqualTo(true);
        assertThat(cast(s("F"), BOOLEAN)).isEqualTo(false);
    }

    @Test
    void refusesTextThatIsNoNumber() {
        castFails(SqlState.INVALID_CAST, "'abc'", s("abc"), INTEGER);
        castFails(SqlState.INVALID_CAST, "''", s(""), BIGINT);
        castFails(SqlState.INVALID_CAST, "'-'", s("-"), BIGINT);
        castFails(SqlState.INVALID_CAST, "'1.5'", s("1.5"), INTEGER);
        castFails(SqlState.INVALID_CAST, "'1 2'", s("1 2"), BIGINT);
        castFails(SqlState.INVALID_CAST, "'0x1p3'", s("0x1p3"), DOUBLE);
        castFails(SqlState.INVALID_CAST, "'1d'", s("1d"), DOUBLE);
        castFails(SqlState.INVALID_CAST, "'1..2'", s("1..2"), decimal(5, 2));
        castFails(SqlState.INVALID_CAST, "'maybe'", s("maybe"), BOOLEAN);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "9223372036854775808", s("9223372036854775808"), BIGINT);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "-9223372036854775809", s("-9223372036854775809"), BIGINT);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "300", s("300"), TINYINT);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "1e400", s("1e400"), DOUBLE);
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "DECIMAL(3, 1)", s("100"), decimal(3, 1));
        castFails(SqlState.NUMBER_OUT_OF_RANGE, "DECIMAL", s("1e999999"), decimal(38, 1));
    }

    @Test
    void showsValuesAsText() {
        assertThat(cast(i(-2147483648), VARCHAR)).isEqualTo("-2147483648");
        assertThat(cast(l(Long.MIN_VALUE), VARCHAR)).isEqualTo("-9223372036854775808");
        assertThat(cast(l(0), VARCHAR)).isEqualTo("0");
        assertThat(cast(dec(5, 2, "-0.50"), VARCHAR)).isEqualTo("-0.50");
        assertThat(cast(dec(38, 0, "1" + "0".repeat(37)), VARCHAR)).isEqualTo("1" + "0".repeat(37));
        assertThat(cast(b(false), VARCHAR)).isEqualTo("false");
        assertThat(cast(date("0044-03-15"), VARCHAR)).isEqualTo("0044-03-15");
        assertThat(cast(date("-0044-03-15"), VARCHAR)).isEqualTo("-0044-03-15");
        assertThat(cast(date("+12024-03-15"), VARCHAR)).isEqualTo("12024-03-15");
        assertThat(cast(time("01:02:03.040"), VARCHAR)).isEqualTo("01:02:03.04");
        assertThat(cast(ts("2024-02-29 23:59:59.123456"), VARCHAR)).isEqualTo("2024-02-29 23:59:59.123456");
        assertThat(cast(ts("1969-12-31 00:00:00"), VARCHAR)).isEqualTo("1969-12-31 00:00:00");
        assertThat(cast(tsTz("2024-02-29T10:00:00+02:00"), VARCHAR)).isEqualTo("2024-02-29 08:00:00+00");
        assertThat(cast(of(MONTHS, 14), VARCHAR)).isEqualTo("1 year 2 mons");
        assertThat(cast(of(MICROS, 93_784_500_000L), VARCHAR)).isEqualTo("1 day 02:03:04.5");
        assertThat(cast(of(MICROS, -93_784_500_000L), VARCHAR)).isEqualTo("-1 days -02:03:04.5");
        assertThat(cast(bytes(0xde, 0xad), VARCHAR)).isEqualTo("\\xdead");
    }

    @Test
    void showsDoublesWithTheFewestDigits() {
        assertThat(cast(d(1), VARCHAR)).isEqualTo("1");
        assertThat(cast(d(-0.5), VARCHAR)).isEqualTo("-0.5");
        assertThat(cast(d(0.1 + 0.2), VARCHAR)).isEqualTo("0.30000000000000004");
        assertThat(cast(d(2e-3), VARCHAR)).isEqualTo("0.002");
        assertThat(cast(d(1e-5), VARCHAR)).isEqualTo("1e-05");
        assertThat(cast(d(1e14), VARCHAR)).isEqualTo("100000000000000");
        assertThat(cast(d(1e15), VARCHAR)).isEqualTo("1e+15");
        assertThat(cast(d(2e23), VARCHAR)).isEqualTo("2e+23");
        assertThat(cast(d(Double.MIN_VALUE), VARCHAR)).isEqualTo("5e-324");
        assertThat(cast(d(Double.MAX_VALUE), VARCHAR)).isEqualTo("1.7976931348623157e+308");
        assertThat(cast(d(Double.NaN), VARCHAR)).isEqualTo("NaN");
        assertThat(cast(d(Double.NEGATIVE_INFINITY), VARCHAR)).isEqualTo("-Infinity");
        assertThat(cast(of(REAL, 0.1f), VARCHAR)).isEqualTo("0.1");
        assertThat(cast(of(REAL, 1e10f), VARCHAR)).isEqualTo("1e+10");
    }

    @Test
    void cutsAndFillsText() {
        assertThat(cast(s("héllo"), varchar(2))).isEqualTo("hé");
        assertThat(cast(s("h"), character(3))).isEqualTo("h  ");
        assertThat(cast(s("äöü😀"), character(3))).isEqualTo("äöü");
        assertThat(cast(i(12345), varchar(2))).isEqualTo("12");
        assertThat(cast(i(1), character(3))).isEqualTo("1  ");
        assertThat(cast(of(character(4), "ab  "), VARCHAR)).isEqualTo("ab");
        assertThat(cast(of(character(4), "ab  "), character(6))).isEqualTo("ab    ");
        assertThat(cast(of(character(4), "12  "), INTEGER)).isEqualTo(12);
        assertThat(cast(s("ab"), new DataType(TypeKind.BINARY, 4, 0, true))).isEqualTo(new byte[] {'a', 'b', 0, 0});
        assertThat(cast(s("\\x0aFF"), VARBINARY)).isEqualTo(new byte[] {10, -1});
        castFails(SqlState.INVALID_CAST, "\\x0", s("\\x0"), VARBINARY);
    }

    @Test
    void storesOnlyTextThatFits() {
        assertThat(call(ASSIGN, varchar(3), s("abc  "))).isEqualTo("abc");
        assertThat(call(ASSIGN, character(5), s("abc"))).isEqualTo("abc  ");
        assertThat(call(ASSIGN, varchar(3), i(123))).isEqualTo("123");
        assertThat(call(ASSIGN, SMALLINT, i(5))).isEqualTo((short) 5);
        assertThat(call(ASSIGN, varchar(3), nothing(VARCHAR))).isNull();
        fails(SqlState.STRING_TOO_LONG, "'äöüß'", ASSIGN, varchar(3), s("äöüß"));
        fails(SqlState.STRING_TOO_LONG, "VARCHAR(3)", ASSIGN, varchar(3), i(1234));
        fails(SqlState.STRING_TOO_LONG, "2 bytes", ASSIGN, new DataType(TypeKind.VARBINARY, 1, 0, true), bytes(1, 2));
    }

    @Test
    void readsDatesAndTimes() {
        assertThat(cast(s("2024-02-29"), DATE)).isEqualTo(LocalDate.parse("2024-02-29"));
        assertThat(cast(s("2024-2-9"), DATE)).isEqualTo(LocalDate.parse("2024-02-09"));
        assertThat(cast(s("2024-02-29 10:00:00"), DATE)).isEqualTo(LocalDate.parse("2024-02-29"));
        assertThat(cast(s("-0044-03-15"), DATE)).isEqualTo(LocalDate.parse("-0044-03-15"));
        assertThat(cast(s("10:05"), TIME)).isEqualTo(LocalTime.parse("10:05:00"));
        assertThat(cast(s("10:05:06.7891"), TIME)).isEqualTo(LocalTime.parse("10:05:06.7891"));
        assertThat(cast(s("2024-02-29T10:05:06.123456789"), TIMESTAMP))
                .isEqualTo(LocalDateTime.parse("2024-02-29T10:05:06.123457"));
        assertThat(cast(s("2024-02-29"), TIMESTAMP)).isEqualTo(LocalDateTime.parse("2024-02-29T00:00:00"));
        assertThat(cast(s("2024-12-31 24:00"), TIMESTAMP)).isEqualTo(LocalDateTime.parse("2025-01-01T00:00:00"));
        assertThat(cast(s("2024-02-29 10:00:00+02:30"), TIMESTAMP_TZ))
                .isEqualTo(OffsetDateTime.parse("2024-02-29T07:30:00Z"));
        assertThat(cast(s("2024-02-29 10:00:00Z"), TIMESTAMP)).isEqualTo(LocalDateTime.parse("2024-02-29T10:00:00"));
        assertThat(cast(s("1969-12-31 23:59:59.9996"), new DataType(TypeKind.TIMESTAMP, 3, 0, true)))
                .isEqualTo(LocalDateTime.parse("1970-01-01T00:00:00"));
        assertThat(cast(s("1 day 02:03:04.5"), MICROS)).isEqualTo(93_784_500_000L);
        assertThat(cast(s("-1 02:03:04"), MICROS)).isEqualTo(-93_784_000_000L);
        assertThat(cast(s("90 minutes"), MICROS)).isEqualTo(5_400_000_000L);
        assertThat(cast(s("1-2"), MONTHS)).isEqualTo(14);
        assertThat(cast(s("2 years 1 month"), MONTHS)).isEqualTo(25);
    }

    @Test
    void refusesTextThatIsNoTime() {
        castFails(SqlState.INVALID_DATETIME, "'2023-02-29'", s("2023-02-29"), DATE);
        castFails(SqlState.INVALID_DATETIME, "'1900-02-29'", s("1900-02-29"), DATE);
        castFails(SqlState.INVALID_DATETIME, "'2024-13-01'", s("2024-13-01"), DATE);
        castFails(SqlState.INVALID_DATETIME, "'today'", s("today"), DATE);
        castFails(SqlState.INVALID_DATETIME, "'24:00:01'", s("24:00:01"), TIME);
        castFails(SqlState.INVALID_DATETIME, "'2024-01-01 10:60:00'", s("2024-01-01 10:60:00"), TIMESTAMP);
        castFails(SqlState.INVALID_DATETIME, "'2024-01-01 10:00:00 x'", s("2024-01-01 10:00:00 x"), TIMESTAMP);
        castFails(SqlState.INVALID_DATETIME, "'999999-01-01'", s("999999-01-01"), TIMESTAMP);
        castFails(SqlState.INVALID_DATETIME, "'soon'", s("soon"), MICROS);
    }

    @Test
    void convertsBetweenTimes() {
        assertThat(cast(ts("1969-12-31 23:59:59"), DATE)).isEqualTo(LocalDate.parse("1969-12-31"));
        assertThat(cast(date("2024-02-29"), TIMESTAMP)).isEqualTo(LocalDateTime.parse("2024-02-29T00:00:00"));
        assertThat(cast(ts("1969-12-31 23:59:59"), TIME)).isEqualTo(LocalTime.parse("23:59:59"));
        assertThat(cast(ts("2024-02-29 10:00:00.56"), new DataType(TypeKind.TIMESTAMP, 1, 0, true)))
                .isEqualTo(LocalDateTime.parse("2024-02-29T10:00:00.6"));
        assertThat(cast(time("23:59:59.9"), new DataType(TypeKind.TIME, 0, 0, true)))
                .isEqualTo(LocalTime.parse("00:00:00"));
        assertThat(cast(time("01:00:00"), MICROS)).isEqualTo(3_600_000_000L);
        castFails(SqlState.DATATYPE_MISMATCH, "cannot cast TIME to DATE", time("10:00:00"), DATE);
        castFails(SqlState.DATATYPE_MISMATCH, "cannot cast INTEGER to DATE", i(1), DATE);
    }

    @Test
    void convertsUuidAndJson() {
        java.util.UUID uuid = java.util.UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        assertThat(cast(s("01234567-89AB-cdef-0123-456789abcdef"), UUID)).isEqualTo(uuid);
        assertThat(cast(of(UUID, uuid), VARCHAR)).isEqualTo("01234567-89ab-cdef-0123-456789abcdef");
        castFails(SqlState.INVALID_CAST, "'0123'", s("0123"), UUID);
        assertThat(cast(s("{\"a\": 1}"), JSON)).isEqualTo("{\"a\": 1}");
        assertThat(cast(of(JSON, "[1]"), VARCHAR)).isEqualTo("[1]");
        castFails(SqlState.INVALID_CAST, "'{'", s("{"), JSON);
        castFails(SqlState.INVALID_CAST, "'1 2'", s("1 2"), JSON);
    }

    @Test
    void triesOnlyTheCastItself() {
        InputRef a = new InputRef(0, INTEGER);
        Call division = Call.of(
                io.millrace.plan.expression.Function.DIVIDE,
                INTEGER,
                a,
                Call.of(io.millrace.plan.expression.Function.SUBTRACT, INTEGER, a, a));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> evaluate(Call.of(TRY_CAST, VARCHAR, division), i(1)))
                .hasMessageContaining("division by zero");
        assertThat(call(TRY_CAST, INTEGER, s("12"))).isEqualTo(12);
        assertThat(call(TRY_CAST, INTEGER, nothing(VARCHAR))).isNull();
    }
}
