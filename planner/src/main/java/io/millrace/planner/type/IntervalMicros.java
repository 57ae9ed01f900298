package io.millrace.planner.type;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.jspecify.annotations.Nullable;

/** Intervals of days and seconds in microseconds; Calcite knows them in milliseconds. */
public final class IntervalMicros {
    private static final int MILLI_DIGITS = 3;
    private static final int MICRO_DIGITS = 6;

    private IntervalMicros() {}

    /** The interval's microseconds. */
    public static long of(IntervalValue interval) {
        Long fine = ifFinerThanMillis(interval);
        if (fine != null) {
            return fine;
        }
        long millis = SqlParserUtil.intervalToMillis(interval.getIntervalLiteral(), interval.getIntervalQualifier());
        return interval.getSign() * millis * 1_000;
    }

    /** The interval's microseconds; null if milliseconds will do. */
    public static @Nullable Long ifFinerThanMillis(IntervalValue interval) {
        SqlIntervalQualifier qualifier = interval.getIntervalQualifier();
        String text = interval.getIntervalLiteral();
        int point = text.lastIndexOf('.');
        boolean seconds = qualifier.getEndUnit() == TimeUnit.SECOND || qualifier.getStartUnit() == TimeUnit.SECOND;
        if (!seconds || point < 0 || text.length() - point - 1 <= MILLI_DIGITS) {
            return null;
        }
        String digits = text.substring(point + 1);
        if (!digits.chars().allMatch(Character::isDigit)) {
            return null;
        }
        String micros = (digits + "000000").substring(MILLI_DIGITS, MICRO_DIGITS);
        String coarse = text.substring(0, point + 1 + MILLI_DIGITS);
        boolean negative = text.strip().startsWith("-") != (interval.getSign() < 0);
        long millis = interval.getSign() * SqlParserUtil.intervalToMillis(coarse, qualifier);
        return millis * 1_000 + (negative ? -1 : 1) * Long.parseLong(micros);
    }
}
