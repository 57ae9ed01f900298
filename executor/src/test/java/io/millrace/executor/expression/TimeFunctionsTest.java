package io.millrace.executor.expression;

import static io.millrace.executor.expression.Evaluation.*;
import static io.millrace.plan.expression.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.expression.function.TimeUnits;
import io.millrace.executor.expression.function.Times;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeFunctionsTest {
    private static @Nullable Object extract(String unit, Argument value) {
        return evaluate(Call.of(EXTRACT, BIGINT, unit(unit), new InputRef(0, value.type())), value);
    }

    private static @Nullable Object to(Function function, Argument value, String unit) {
        return evaluate(Call.of(function, value.type(), new InputRef(0, value.type()), unit(unit)), value);
    }

    private static @Nullable Object difference(String unit, Argument from, Argument to) {
        Expression call =
                Call.of(TIMESTAMP_DIFF, BIGINT, unit(unit), new InputRef(0, from.type()), new InputRef(1, to.type()));
        return evaluate(call, from, to);
    }

    private static Literal unit(String unit) {
        return Literal.ofText(VARCHAR, unit);
    }

    private static LocalDateTime at(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    @Test
    void agreesWithJavaOnTheCalendar() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long days = i < 2_000 ? i - 1_000 : random.nextInt(4_000_000) - 2_000_000;
            LocalDate date = LocalDate.ofEpochDay(days);
            assertThat(Times.year(days)).isEqualTo(date.getYear());
            assertThat(Times.month(days)).isEqualTo(date.getMonthValue());
            assertThat(Times.dayOfMonth(days)).isEqualTo(date.getDayOfMonth());
            assertThat(Times.days(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
                    .isEqualTo(days);
            assertThat(Times.isoDayOfWeek(days)).isEqualTo(date.getDayOfWeek().getValue());
            assertThat(TimeUnits.dayOfYear(days)).isEqualTo(date.getDayOfYear());
            assertThat(TimeUnits.isoWeek(days)).isEqualTo(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            assertThat(TimeUnits.isoYear(days)).isEqualTo(date.get(IsoFields.WEEK_BASED_YEAR));
            assertThat(Times.lastDay((int) days))
                    .isEqualTo((int) date.withDayOfMonth(date.lengthOfMonth()).toEpochDay());
            int months = random.nextInt(4_000) - 2_000;
            assertThat(Times.datePlusMonths((int) days, months))
                    .isEqualTo((int) date.plusMonths(months).toEpochDay());
            long micros = days * Times.DAY + random.nextInt(1_000_000);
            LocalDateTime other = date.plusDays(random.nextInt(9_000) - 4_500).atTime(random.nextInt(24), 0);
            assertThat(Times.monthsBetween(micros, other.toEpochSecond(java.time.ZoneOffset.UTC) * 1_000_000))
                    .isEqualTo((int) ChronoUnit.MONTHS.between(
                            date.atStartOfDay().plus(Math.floorMod(micros, Times.DAY), ChronoUnit.MICROS), other));
        }
        assertThat(LocalDate.ofEpochDay(0).get(ChronoField.YEAR)).isEqualTo(1970);
    }

    @Test
    void extractsParts() {
        Argument value = ts("2024-02-29 13:05:59.250001");
        assertThat(extract("YEAR", value)).isEqualTo(2024L);
        assertThat(extract("QUARTER", value)).isEqualTo(1L);
        assertThat(extract("MONTH", value)).isEqualTo(2L);
        assertThat(extract("WEEK", value)).isEqualTo(9L);
        assertThat(extract("DAY", value)).isEqualTo(29L);
        assertThat(extract("DOW", value)).isEqualTo(4L);
        assertThat(extract("DOW", ts("2024-03-03 00:00:00"))).isEqualTo(0L);
        assertThat(extract("ISODOW", ts("2024-03-03 00:00:00"))).isEqualTo(7L);
        assertThat(extract("DOY", value)).isEqualTo(60L);
        assertThat(extract("ISOYEAR", ts("2024-12-30 00:00:00"))).isEqualTo(2025L);
        assertThat(extract("DECADE", value)).isEqualTo(202L);
        assertThat(extract("CENTURY", ts("2000-12-31 00:00:00"))).isEqualTo(20L);
        assertThat(extract("CENTURY", ts("2001-01-01 00:00:00"))).isEqualTo(21L);
        assertThat(extract("CENTURY", ts("0000-01-01 00:00:00"))).isEqualTo(-1L);
        assertThat(extract("MILLENNIUM", value)).isEqualTo(3L);
        assertThat(extract("HOUR", value)).isEqualTo(13L);
        assertThat(extract("MINUTE", value)).isEqualTo(5L);
        assertThat(extract("SECOND", value)).isEqualTo(59L);
        assertThat(extract("MILLISECOND", value)).isEqualTo(59_250L);
        assertThat(extract("MICROSECOND", value)).isEqualTo(59_250_001L);
        assertThat(extract("EPOCH", ts("1969-12-31 23:59:59.5"))).isEqualTo(-1L);
        assertThat(extract("HOUR", ts("1969-12-31 23:59:59.5"))).isEqualTo(23L);
        assertThat(extract("EPOCH", date("1970-01-02"))).isEqualTo(86_400L);
        assertThat(extract("MONTH", date("1969-12-31"))).isEqualTo(12L);
        assertThat(extract("MINUTE", time("10:11:12"))).isEqualTo(11L);
        assertThat(extract("YEAR", of(MONTHS, 30))).isEqualTo(2L);
        assertThat(extract("MONTH", of(MONTHS, -30))).isEqualTo(-6L);
        assertThat(extract("DAY", of(MICROS, 93_784_500_000L))).isEqualTo(1L);
        assertThat(extract("HOUR", of(MICROS, -93_784_500_000L))).isEqualTo(-2L);
        assertThat(extract("EPOCH", of(MICROS, 93_784_500_000L))).isEqualTo(93_784L);
        assertThat(extract("YEAR", nothing(TIMESTAMP))).isNull();
    }

    @Test
    void floorsToUnits() {
        Argument value = ts("2024-05-29 13:05:59.250001");
        assertThat(to(FLOOR_TO, value, "MILLISECOND")).isEqualTo(at("2024-05-29 13:05:59.250"));
        assertThat(to(FLOOR_TO, value, "SECOND")).isEqualTo(at("2024-05-29 13:05:59"));
        assertThat(to(FLOOR_TO, value, "MINUTE")).isEqualTo(at("2024-05-29 13:05:00"));
        assertThat(to(FLOOR_TO, value, "HOUR")).isEqualTo(at("2024-05-29 13:00:00"));
        assertThat(to(FLOOR_TO, value, "DAY")).isEqualTo(at("2024-05-29 00:00:00"));
        assertThat(to(FLOOR_TO, value, "WEEK")).isEqualTo(at("2024-05-27 00:00:00"));
        assertThat(to(FLOOR_TO, value, "MONTH")).isEqualTo(at("2024-05-01 00:00:00"));
        assertThat(to(FLOOR_TO, value, "QUARTER")).isEqualTo(at("2024-04-01 00:00:00"));
        assertThat(to(FLOOR_TO, value, "YEAR")).isEqualTo(at("2024-01-01 00:00:00"));
        assertThat(to(FLOOR_TO, value, "DECADE")).isEqualTo(at("2020-01-01 00:00:00"));
        assertThat(to(FLOOR_TO, value, "CENTURY")).isEqualTo(at("2001-01-01 00:00:00"));
        assertThat(to(FLOOR_TO, ts("2000-06-01 00:00:00"), "MILLENNIUM")).isEqualTo(at("1001-01-01 00:00:00"));
        assertThat(to(FLOOR_TO, ts("1969-12-31 23:59:59.999999"), "HOUR")).isEqualTo(at("1969-12-31 23:00:00"));
        assertThat(to(FLOOR_TO, date("2024-05-29"), "MONTH")).isEqualTo(LocalDate.parse("2024-05-01"));
        assertThat(to(FLOOR_TO, date("2024-05-29"), "WEEK")).isEqualTo(LocalDate.parse("2024-05-27"));
        assertThat(to(FLOOR_TO, date("2024-05-29"), "HOUR")).isEqualTo(LocalDate.parse("2024-05-29"));
        assertThat(to(FLOOR_TO, time("13:05:59"), "HOUR")).isEqualTo(LocalTime.parse("13:00:00"));
        assertThat(to(CEIL_TO, value, "MONTH")).isEqualTo(at("2024-06-01 00:00:00"));
        assertThat(to(CEIL_TO, ts("2024-06-01 00:00:00"), "MONTH")).isEqualTo(at("2024-06-01 00:00:00"));
        assertThat(to(CEIL_TO, value, "MINUTE")).isEqualTo(at("2024-05-29 13:06:00"));
        assertThat(to(CEIL_TO, value, "WEEK")).isEqualTo(at("2024-06-03 00:00:00"));
        assertThat(to(CEIL_TO, date("2024-05-29"), "YEAR")).isEqualTo(LocalDate.parse("2025-01-01"));
        fails(SqlState.FEATURE_NOT_SUPPORTED, "not a constant", FLOOR_TO, TIMESTAMP, value, s("DAY"));
    }

    @Test
    void countsWholeUnitsBetween() {
        Argument from = ts("2024-01-31 12:00:00");
        assertThat(difference("MONTH", from, ts("2024-02-29 12:00:00"))).isEqualTo(0L);
        assertThat(difference("MONTH", from, ts("2024-03-31 11:59:59"))).isEqualTo(1L);
        assertThat(difference("MONTH", ts("2024-03-31 12:00:00"), from)).isEqualTo(-2L);
        assertThat(difference("YEAR", from, ts("2026-01-31 12:00:00"))).isEqualTo(2L);
        assertThat(difference("QUARTER", from, ts("2025-01-01 00:00:00"))).isEqualTo(3L);
        assertThat(difference("DAY", from, ts("2024-02-02 11:59:59"))).isEqualTo(1L);
        assertThat(difference("DAY", from, ts("2024-01-30 12:00:01"))).isEqualTo(0L);
        assertThat(difference("WEEK", date("2024-01-01"), date("2024-01-15"))).isEqualTo(2L);
        assertThat(difference("MICROSECOND", from, ts("2024-01-31 12:00:01"))).isEqualTo(1_000_000L);
        assertThat(difference("HOUR", time("10:00:00"), time("12:59:00"))).isEqualTo(2L);
    }

    private static @Nullable Object zoned(DataType type, Argument value, String zone) {
        return call(AT_TIME_ZONE, type, value, s(zone));
    }

    @Test
    void shiftsBetweenZones() {
        assertThat(zoned(TIMESTAMP, tsTz("2024-07-01T12:00:00Z"), "Europe/Berlin"))
                .isEqualTo(at("2024-07-01 14:00:00"));
        assertThat(zoned(TIMESTAMP, tsTz("2024-01-01T12:00:00Z"), "Europe/Berlin"))
                .isEqualTo(at("2024-01-01 13:00:00"));
        assertThat(zoned(TIMESTAMP_TZ, ts("2024-07-01 14:00:00"), "Europe/Berlin"))
                .isEqualTo(OffsetDateTime.parse("2024-07-01T12:00:00Z"));
        assertThat(zoned(TIMESTAMP_TZ, ts("2024-07-01 14:00:00"), "+05:30"))
                .isEqualTo(OffsetDateTime.parse("2024-07-01T08:30:00Z"));
        assertThat(zoned(TIMESTAMP, tsTz("1900-01-01T00:00:00Z"), "UTC")).isEqualTo(at("1900-01-01 00:00:00"));
        fails(SqlState.INVALID_PARAMETER, "'Mars'", AT_TIME_ZONE, TIMESTAMP, tsTz("2024-01-01T12:00:00Z"), s("Mars"));
    }

    @Test
    void knowsTheDaysOnWhichClocksChange() {
        String zone = "Europe/Berlin";
        assertThat(zoned(TIMESTAMP, tsTz("2024-03-31T00:59:59.999999Z"), zone))
                .isEqualTo(at("2024-03-31 01:59:59.999999"));
        assertThat(zoned(TIMESTAMP, tsTz("2024-03-31T01:00:00Z"), zone)).isEqualTo(at("2024-03-31 03:00:00"));
        assertThat(zoned(TIMESTAMP, tsTz("2024-10-27T00:59:59Z"), zone)).isEqualTo(at("2024-10-27 02:59:59"));
        assertThat(zoned(TIMESTAMP, tsTz("2024-10-27T01:00:00Z"), zone)).isEqualTo(at("2024-10-27 02:00:00"));
        // Skipped in spring: later by the gap. Twice in autumn: the first one.
        assertThat(zoned(TIMESTAMP_TZ, ts("2024-03-31 02:30:00"), zone))
                .isEqualTo(OffsetDateTime.parse("2024-03-31T01:30:00Z"));
        assertThat(zoned(TIMESTAMP_TZ, ts("2024-10-27 02:30:00"), zone))
                .isEqualTo(OffsetDateTime.parse("2024-10-27T00:30:00Z"));
    }

    @Test
    void showsTimesByPatterns() {
        Argument value = ts("2024-02-09 15:04:05.006007");
        assertThat(call(TO_CHAR, VARCHAR, value, s("YYYY-MM-DD HH24:MI:SS.US")))
                .isEqualTo("2024-02-09 15:04:05.006007");
        assertThat(call(TO_CHAR, VARCHAR, value, s("yyyy/mm/dd hh12:mi AM"))).isEqualTo("2024/02/09 03:04 PM");
        assertThat(call(TO_CHAR, VARCHAR, value, s("FMDay, DD FMMonth YY"))).isEqualTo("Friday, 09 February 24");
        assertThat(call(TO_CHAR, VARCHAR, value, s("DAY|Dy|MON|mon"))).isEqualTo("FRIDAY   |Fri|FEB|feb");
        assertThat(call(TO_CHAR, VARCHAR, value, s("\"week\" IW \"of\" IYYY, day DDD, Q")))
                .isEqualTo("week 06 of 2024, friday    040, 1");
        assertThat(call(TO_CHAR, VARCHAR, value, s("FMMM/FMDD MS"))).isEqualTo("2/9 006");
        assertThat(call(TO_CHAR, VARCHAR, date("2024-02-29"), s("DD.MM.YYYY"))).isEqualTo("29.02.2024");
        assertThat(call(TO_CHAR, VARCHAR, tsTz("2024-02-29T10:00:00Z"), s("HH24 TZ")))
                .isEqualTo("10 UTC");
        assertThat(call(TO_CHAR, VARCHAR, time("10:11:12"), s("HH24MISS"))).isEqualTo("101112");
        fails(SqlState.FEATURE_NOT_SUPPORTED, "'xyz'", TO_CHAR, VARCHAR, value, s("xyz"));
    }

    @Test
    void showsNumbersByPatterns() {
        assertThat(call(TO_CHAR, VARCHAR, i(42), s("999"))).isEqualTo("  42");
        assertThat(call(TO_CHAR, VARCHAR, i(-42), s("999"))).isEqualTo(" -42");
        assertThat(call(TO_CHAR, VARCHAR, i(42), s("FM999"))).isEqualTo("42");
        assertThat(call(TO_CHAR, VARCHAR, i(42), s("00000"))).isEqualTo(" 00042");
        assertThat(call(TO_CHAR, VARCHAR, dec(10, 3, "1234567.891"), s("9,999,999.99")))
                .isEqualTo(" 1,234,567.89");
        assertThat(call(TO_CHAR, VARCHAR, dec(10, 3, "1.500"), s("FM999.99"))).isEqualTo("1.5");
        assertThat(call(TO_CHAR, VARCHAR, d(0.5), s("0.00"))).isEqualTo(" 0.50");
        assertThat(call(TO_CHAR, VARCHAR, d(0.5), s("9.99"))).isEqualTo("  .50");
        assertThat(call(TO_CHAR, VARCHAR, i(1234), s("999"))).isEqualTo(" ###");
        assertThat(call(TO_CHAR, VARCHAR, i(-5), s("S99"))).isEqualTo(" -5");
        assertThat(call(TO_CHAR, VARCHAR, i(5), s("FM99MI"))).isEqualTo("5");
    }

    @Test
    void readsTimesByPatterns() {
        assertThat(call(TO_TIMESTAMP, TIMESTAMP, s("2024-02-29 13:05:06.5"), s("YYYY-MM-DD HH24:MI:SS.MS")))
                .isEqualTo(at("2024-02-29 13:05:06.5"));
        assertThat(call(TO_TIMESTAMP, TIMESTAMP, s("20240229130506"), s("YYYYMMDDHH24MISS")))
                .isEqualTo(at("2024-02-29 13:05:06"));
        assertThat(call(TO_TIMESTAMP, TIMESTAMP, s("29 Feb 2024 01:05 pm"), s("DD Mon YYYY HH12:MI am")))
                .isEqualTo(at("2024-02-29 13:05:00"));
        assertThat(call(TO_DATE, DATE, s("05/12/99"), s("MM/DD/YY"))).isEqualTo(LocalDate.parse("1999-05-12"));
        assertThat(call(TO_DATE, DATE, s("2024-060"), s("YYYY-DDD"))).isEqualTo(LocalDate.parse("2024-02-29"));
        assertThat(call(TO_TIMESTAMP, TIMESTAMP_TZ, d(1.5))).isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:01.5Z"));
        fails(SqlState.INVALID_DATETIME, "'2023-02-29'", TO_DATE, DATE, s("2023-02-29"), s("YYYY-MM-DD"));
        fails(SqlState.INVALID_DATETIME, "'x'", TO_DATE, DATE, s("x"), s("YYYY-MM-DD"));
        fails(SqlState.INVALID_DATETIME, "'2024-01-01x'", TO_DATE, DATE, s("2024-01-01x"), s("YYYY-MM-DD"));
        fails(SqlState.DATETIME_OVERFLOW, "1.0E30", TO_TIMESTAMP, TIMESTAMP_TZ, d(1e30));
    }

    @Test
    void makesDates() {
        assertThat(call(MAKE_DATE, DATE, i(2024), i(2), i(29))).isEqualTo(LocalDate.parse("2024-02-29"));
        fails(SqlState.DATETIME_OVERFLOW, "2023-2-29", MAKE_DATE, DATE, i(2023), i(2), i(29));
        assertThat(call(LAST_DAY, DATE, date("2024-02-01"))).isEqualTo(LocalDate.parse("2024-02-29"));
        assertThat(call(LAST_DAY, DATE, ts("1900-02-01 10:00:00"))).isEqualTo(LocalDate.parse("1900-02-28"));
        assertThat(evaluate(Call.of(EPOCH_TIME, TIMESTAMP_TZ))).isEqualTo(OffsetDateTime.parse("2023-11-14T22:13:20Z"));
    }
}
