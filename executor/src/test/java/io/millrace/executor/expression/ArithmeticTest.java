package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.SqlState;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    private static final String MAX_38 = "99999999999999999999999999999999999999";

    @Test
    void computesWholeNumbers() {
        assertThat(call(ADD, INTEGER, i(2), i(3))).isEqualTo(5);
        assertThat(call(SUBTRACT, BIGINT, l(2), l(3))).isEqualTo(-1L);
        assertThat(call(MULTIPLY, SMALLINT, of(SMALLINT, 100), of(SMALLINT, -200)))
                .isEqualTo((short) -20_000);
        assertThat(call(DIVIDE, INTEGER, i(-7), i(2))).isEqualTo(-3);
        assertThat(call(MODULO, BIGINT, l(-7), l(3))).isEqualTo(-1L);
        assertThat(call(ADD, INTEGER, nothing(INTEGER), i(3))).isNull();
        assertThat(call(ADD, BIGINT, i(Integer.MAX_VALUE), i(1))).isEqualTo(1L + Integer.MAX_VALUE);
        assertThat(call(MODULO, INTEGER, i(Integer.MIN_VALUE), i(-1))).isEqualTo(0);
    }

    @Test
    void refusesOverflowOfWholeNumbers() {
        fails(SqlState.NUMBER_OUT_OF_RANGE, "2147483647 + 1", ADD, INTEGER, i(Integer.MAX_VALUE), i(1));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "-9223372036854775808 - 1", SUBTRACT, BIGINT, l(Long.MIN_VALUE), l(1));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "4294967296 * 4294967296", MULTIPLY, BIGINT, l(1L << 32), l(1L << 32));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "TINYINT", ADD, TINYINT, of(TINYINT, 127), of(TINYINT, 1));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "INTEGER", DIVIDE, INTEGER, i(Integer.MIN_VALUE), i(-1));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "BIGINT", NEGATE, BIGINT, l(Long.MIN_VALUE));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "SMALLINT", ABS, SMALLINT, of(SMALLINT, -32768));
    }

    @Test
    void refusesDivisionByZero() {
        fails(SqlState.DIVISION_BY_ZERO, "7 / 0", DIVIDE, INTEGER, i(7), i(0));
        fails(SqlState.DIVISION_BY_ZERO, "7 % 0", MODULO, BIGINT, l(7), l(0));
        fails(SqlState.DIVISION_BY_ZERO, "1.5 / 0", DIVIDE, DOUBLE, d(1.5), d(0));
        fails(SqlState.DIVISION_BY_ZERO, "/ 0", DIVIDE, decimal(20, 4), dec(10, 2, "1.00"), dec(10, 2, "0.00"));
        fails(SqlState.DIVISION_BY_ZERO, "% 0", MODULO, decimal(10, 2), dec(10, 2, "1.00"), dec(10, 2, "0.00"));
    }

    @Test
    void dividesByConstants() {
        InputRef a = new InputRef(0, BIGINT);
        assertThat(evaluate(Call.of(MODULO, BIGINT, a, Literal.of(BIGINT, 123)), l(1000)))
                .isEqualTo(16L);
        assertThat(evaluate(Call.of(DIVIDE, BIGINT, a, Literal.of(BIGINT, -10)), l(1009)))
                .isEqualTo(-100L);
        assertThat(evaluate(Call.of(DIVIDE, BIGINT, a, Literal.of(BIGINT, -1)), l(5)))
                .isEqualTo(-5L);
        assertThat(evaluate(Call.of(DIVIDE, BIGINT, a, Literal.ofNull(BIGINT)), l(5)))
                .isNull();
    }

    @Test
    void computesDecimals() {
        assertThat(call(ADD, decimal(11, 2), dec(10, 2, "2.50"), dec(10, 1, "3.5")))
                .isEqualTo(new BigDecimal("6.00"));
        assertThat(call(SUBTRACT, decimal(20, 4), dec(10, 4, "0.0001"), dec(19, 0, "1")))
                .isEqualTo(new BigDecimal("-0.9999"));
        assertThat(call(MULTIPLY, decimal(9, 3), dec(4, 2, "12.34"), dec(5, 1, "1000.1")))
                .isEqualTo(new BigDecimal("12341.234"));
        assertThat(call(MULTIPLY, decimal(23, 3), dec(4, 3, "0.908"), l(1000))).isEqualTo(new BigDecimal("908.000"));
        assertThat(call(DIVIDE, decimal(10, 6), dec(5, 2, "2.00"), dec(5, 2, "3.00")))
                .isEqualTo(new BigDecimal("0.666667"));
        assertThat(call(DIVIDE, decimal(38, 6), dec(38, 0, MAX_38.substring(8)), dec(5, 2, "-3.00")))
                .isEqualTo(new BigDecimal("-333333333333333333333333333333.000000"));
        assertThat(call(MODULO, decimal(5, 2), dec(5, 2, "-7.50"), dec(5, 1, "2.0")))
                .isEqualTo(new BigDecimal("-1.50"));
        assertThat(call(MODULO, decimal(38, 2), dec(38, 0, MAX_38), dec(3, 2, "7.00")))
                .isEqualTo(new BigDecimal(MAX_38).remainder(new BigDecimal("7")).setScale(2));
    }

    @Test
    void roundsDecimalResultsHalfAwayFromZero() {
        assertThat(call(MULTIPLY, decimal(6, 1), dec(3, 1, "0.5"), dec(3, 1, "0.5")))
                .isEqualTo(new BigDecimal("0.3"));
        assertThat(call(MULTIPLY, decimal(6, 1), dec(3, 1, "-0.5"), dec(3, 1, "0.5")))
                .isEqualTo(new BigDecimal("-0.3"));
        assertThat(call(
                        MULTIPLY,
                        decimal(38, 6),
                        dec(38, 20, "1.00000000000000000005"),
                        dec(38, 20, "1.00000000000000000005")))
                .isEqualTo(new BigDecimal("1.000000"));
        assertThat(call(DIVIDE, decimal(5, 0), dec(5, 0, "5"), dec(5, 0, "2"))).isEqualTo(new BigDecimal("3"));
        assertThat(call(DIVIDE, decimal(5, 0), dec(5, 0, "-5"), dec(5, 0, "2"))).isEqualTo(new BigDecimal("-3"));
    }

    @Test
    void refusesOverflowOfDecimals() {
        fails(SqlState.NUMBER_OUT_OF_RANGE, "DECIMAL(3, 1)", ADD, decimal(3, 1), dec(3, 1, "99.9"), dec(3, 1, "0.1"));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "DECIMAL(38, 0)", ADD, decimal(38, 0), dec(38, 0, MAX_38), dec(1, 0, "1"));
        fails(
                SqlState.NUMBER_OUT_OF_RANGE,
                "DECIMAL(38, 0)",
                MULTIPLY,
                decimal(38, 0),
                dec(38, 0, MAX_38),
                dec(2, 0, "10"));
        fails(
                SqlState.NUMBER_OUT_OF_RANGE,
                "DECIMAL(18, 0)",
                MULTIPLY,
                decimal(18, 0),
                dec(18, 0, "1000000000"),
                dec(18, 0, "1000000000"));
        fails(
                SqlState.NUMBER_OUT_OF_RANGE,
                "DECIMAL(38, 10)",
                ADD,
                decimal(38, 10),
                dec(38, 0, MAX_38),
                dec(11, 10, "1"));
    }

    @Test
    void computesDoublesAndReals() {
        assertThat(call(ADD, DOUBLE, d(2.5), d(0.25))).isEqualTo(2.75);
        assertThat(call(ADD, DOUBLE, d(2.5), i(3))).isEqualTo(5.5);
        assertThat(call(MULTIPLY, DOUBLE, dec(10, 2, "1.25"), d(4))).isEqualTo(5.0);
        assertThat(call(ADD, REAL, of(REAL, 0.1f), of(REAL, 0.2f))).isEqualTo(0.1f + 0.2f);
        assertThat(call(DIVIDE, DOUBLE, d(Double.NaN), d(2))).isEqualTo(Double.NaN);
        assertThat(call(MULTIPLY, DOUBLE, d(Double.POSITIVE_INFINITY), d(2))).isEqualTo(Double.POSITIVE_INFINITY);
        fails(SqlState.NUMBER_OUT_OF_RANGE, "1.0E308 * 10.0", MULTIPLY, DOUBLE, d(1e308), d(10));
        fails(SqlState.NUMBER_OUT_OF_RANGE, "REAL", MULTIPLY, REAL, of(REAL, 1e38f), of(REAL, 10f));
    }

    @Test
    void computesSigns() {
        assertThat(call(NEGATE, INTEGER, i(5))).isEqualTo(-5);
        assertThat(call(NEGATE, decimal(38, 2), dec(38, 2, "-123456789012345678901234567890.12")))
                .isEqualTo(new BigDecimal("123456789012345678901234567890.12"));
        assertThat(call(NEGATE, decimal(38, 0), dec(38, 0, "0"))).isEqualTo(BigDecimal.ZERO);
        assertThat(call(ABS, decimal(5, 2), dec(5, 2, "-1.25"))).isEqualTo(new BigDecimal("1.25"));
        assertThat(call(ABS, DOUBLE, d(-2.5))).isEqualTo(2.5);
        assertThat(call(SIGN, INTEGER, i(-9))).isEqualTo(-1);
        assertThat(call(SIGN, decimal(5, 2), dec(5, 2, "-1.25"))).isEqualTo(new BigDecimal("-1.00"));
        assertThat(call(SIGN, decimal(25, 2), dec(25, 2, "11111111111111111111.25")))
                .isEqualTo(new BigDecimal("1.00"));
        assertThat(call(SIGN, DOUBLE, d(-2.5))).isEqualTo(-1.0);
    }

    @Test
    void computesBits() {
        assertThat(call(BIT_AND, INTEGER, i(12), i(10))).isEqualTo(8);
        assertThat(call(BIT_OR, BIGINT, l(12), i(3))).isEqualTo(15L);
        assertThat(call(BIT_XOR, INTEGER, i(12), i(10))).isEqualTo(6);
        assertThat(call(BIT_NOT, BIGINT, l(0))).isEqualTo(-1L);
    }

    @Test
    void shiftsTimesByIntervals() {
        long day = 86_400_000_000L;
        assertThat(call(ADD, TIMESTAMP, ts("2024-02-28 23:59:59.999999"), of(MICROS, 1L)))
                .isEqualTo(LocalDateTime.parse("2024-02-29T00:00:00"));
        assertThat(call(SUBTRACT, TIMESTAMP, ts("1970-01-01 00:00:00"), of(MICROS, 1L)))
                .isEqualTo(LocalDateTime.parse("1969-12-31T23:59:59.999999"));
        assertThat(call(ADD, TIMESTAMP, ts("2024-01-31 10:00:00"), of(MONTHS, 1)))
                .isEqualTo(LocalDateTime.parse("2024-02-29T10:00:00"));
        assertThat(call(SUBTRACT, TIMESTAMP, ts("2024-02-29 10:00:00"), of(MONTHS, 12)))
                .isEqualTo(LocalDateTime.parse("2023-02-28T10:00:00"));
        assertThat(call(ADD, DATE, date("2024-12-31"), of(MICROS, day))).isEqualTo(LocalDate.parse("2025-01-01"));
        assertThat(call(ADD, TIMESTAMP, date("2024-12-31"), of(MICROS, day / 2)))
                .isEqualTo(LocalDateTime.parse("2024-12-31T12:00:00"));
        assertThat(call(ADD, DATE, of(MONTHS, -3), date("2024-05-31"))).isEqualTo(LocalDate.parse("2024-02-29"));
        assertThat(call(ADD, TIMESTAMP, date("2024-05-31"), of(MONTHS, 1)))
                .isEqualTo(LocalDateTime.parse("2024-06-30T00:00:00"));
        assertThat(call(ADD, TIME, time("23:00:00"), of(MICROS, 2 * 3_600_000_000L)))
                .isEqualTo(LocalTime.parse("01:00:00"));
        assertThat(call(SUBTRACT, DATE, date("2024-03-01"), i(1))).isEqualTo(LocalDate.parse("2024-02-29"));
        assertThat(call(ADD, TIMESTAMP, date("2024-03-01"), time("10:00:00")))
                .isEqualTo(LocalDateTime.parse("2024-03-01T10:00:00"));
        fails(
                SqlState.DATETIME_OVERFLOW,
                "TIMESTAMP",
                ADD,
                TIMESTAMP,
                ts("+294247-01-01 00:00:00"),
                of(MICROS, 300 * day));
    }

    @Test
    void computesDifferencesOfTimes() {
        assertThat(call(SUBTRACT, MICROS, ts("2024-03-01 00:00:01"), ts("2024-02-29 00:00:00")))
                .isEqualTo(86_401_000_000L);
        assertThat(call(SUBTRACT, MICROS, date("2024-03-01"), date("2024-02-28")))
                .isEqualTo(2 * 86_400_000_000L);
        assertThat(call(SUBTRACT, INTEGER, date("2024-03-01"), date("2024-02-28")))
                .isEqualTo(2);
        assertThat(call(SUBTRACT, BIGINT, date("2024-03-01"), date("2024-02-28")))
                .isEqualTo(2L);
        assertThat(call(SUBTRACT, MICROS, time("10:00:00"), time("11:00:00"))).isEqualTo(-3_600_000_000L);
        assertThat(call(SUBTRACT, MONTHS, ts("2024-03-30 00:00:00"), ts("2024-01-31 00:00:00")))
                .isEqualTo(1);
        assertThat(call(SUBTRACT, MONTHS, ts("2024-01-31 00:00:00"), ts("2024-03-30 00:00:00")))
                .isEqualTo(-1);
    }

    @Test
    void computesIntervals() {
        assertThat(call(ADD, MICROS, of(MICROS, 5L), of(MICROS, 6L))).isEqualTo(11L);
        assertThat(call(SUBTRACT, MONTHS, of(MONTHS, 5), of(MONTHS, 6))).isEqualTo(-1);
        assertThat(call(MULTIPLY, MICROS, of(MICROS, 1_000_000L), l(3))).isEqualTo(3_000_000L);
        assertThat(call(MULTIPLY, MICROS, dec(3, 1, "1.5"), of(MICROS, 3L))).isEqualTo(5L);
        assertThat(call(MULTIPLY, MONTHS, of(MONTHS, 3), l(2))).isEqualTo(6);
        assertThat(call(DIVIDE, MICROS, of(MICROS, 10L), l(4))).isEqualTo(3L);
        assertThat(call(DIVIDE, MONTHS, of(MONTHS, 7), d(2))).isEqualTo(4);
        assertThat(call(NEGATE, MICROS, of(MICROS, 10L))).isEqualTo(-10L);
        fails(SqlState.DIVISION_BY_ZERO, "/ 0", DIVIDE, MICROS, of(MICROS, 10L), l(0));
        fails(SqlState.DATATYPE_MISMATCH, "gives no DATE", ADD, DATE, date("2024-01-01"), d(1));
    }
}
