package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;

/** The errors that values can cause; each message shows the value. */
public final class DataErrors {
    private static final int SHOWN_CHARACTERS_MAX = 100;

    private DataErrors() {}

    public static MillraceException outOfRange(Object value, String type) {
        return new MillraceException(SqlState.NUMBER_OUT_OF_RANGE, "value " + value + " is out of range for " + type);
    }

    public static MillraceException overflow(Object left, String operation, Object right, String type) {
        return new MillraceException(
                SqlState.NUMBER_OUT_OF_RANGE, left + " " + operation + " " + right + " is out of range for " + type);
    }

    public static MillraceException divisionByZero(Object dividend, String operation) {
        return new MillraceException(
                SqlState.DIVISION_BY_ZERO, "division by zero: " + dividend + " " + operation + " 0");
    }

    public static MillraceException invalidText(Slice text, String type) {
        return new MillraceException(
                SqlState.INVALID_CAST, "invalid text for " + type + ": " + quoted(text.toString()));
    }

    public static MillraceException invalidTime(String text, String type) {
        return new MillraceException(SqlState.INVALID_DATETIME, "invalid text for " + type + ": " + quoted(text));
    }

    public static MillraceException timeOutOfRange(Object value, String type) {
        return new MillraceException(SqlState.DATETIME_OVERFLOW, value + " is out of range for " + type);
    }

    public static MillraceException invalidArgument(String function, Object argument, String expected) {
        return new MillraceException(
                SqlState.INVALID_ARGUMENT, function + "(" + argument + "): the argument must be " + expected);
    }

    public static MillraceException invalidParameter(String message) {
        return new MillraceException(SqlState.INVALID_PARAMETER, message);
    }

    /** Text as a message shows it: quoted and not too long. */
    public static String quoted(String text) {
        String shown = text.codePointCount(0, text.length()) > SHOWN_CHARACTERS_MAX
                ? text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS_MAX)) + "…"
                : text;
        return "'" + shown + "'";
    }
}
