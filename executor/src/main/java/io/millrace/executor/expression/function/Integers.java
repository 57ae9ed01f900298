package io.millrace.executor.expression.function;

/** Checked arithmetic on {@code int} and {@code long}. Small methods, so that HotSpot inlines them into generated loops. */
public final class Integers {
    private static final String INTEGER = "INTEGER";
    private static final String BIGINT = "BIGINT";

    private Integers() {}

    public static int add(int left, int right) {
        int sum = left + right;
        if (((left ^ sum) & (right ^ sum)) < 0) {
            throw DataErrors.overflow(left, "+", right, INTEGER);
        }
        return sum;
    }

    public static long add(long left, long right) {
        long sum = left + right;
        if (((left ^ sum) & (right ^ sum)) < 0) {
            throw DataErrors.overflow(left, "+", right, BIGINT);
        }
        return sum;
    }

    public static int subtract(int left, int right) {
        int difference = left - right;
        if (((left ^ right) & (left ^ difference)) < 0) {
            throw DataErrors.overflow(left, "-", right, INTEGER);
        }
        return difference;
    }

    public static long subtract(long left, long right) {
        long difference = left - right;
        if (((left ^ right) & (left ^ difference)) < 0) {
            throw DataErrors.overflow(left, "-", right, BIGINT);
        }
        return difference;
    }

    public static int multiply(int left, int right) {
        long product = (long) left * right;
        if ((int) product != product) {
            throw DataErrors.overflow(left, "*", right, INTEGER);
        }
        return (int) product;
    }

    public static long multiply(long left, long right) {
        long product = left * right;
        if (Math.multiplyHigh(left, right) != product >> 63) {
            throw DataErrors.overflow(left, "*", right, BIGINT);
        }
        return product;
    }

    public static int divide(int left, int right) {
        if (right == 0) {
            throw DataErrors.divisionByZero(left, "/");
        } else if (right == -1) {
            return negate(left);
        }
        return left / right;
    }

    public static long divide(long left, long right) {
        if (right == 0) {
            throw DataErrors.divisionByZero(left, "/");
        } else if (right == -1) {
            return negate(left);
        }
        return left / right;
    }

    public static int modulo(int left, int right) {
        if (right == 0) {
            throw DataErrors.divisionByZero(left, "%");
        }
        return left % right;
    }

    public static long modulo(long left, long right) {
        if (right == 0) {
            throw DataErrors.divisionByZero(left, "%");
        }
        return left % right;
    }

    public static int negate(int value) {
        if (value == Integer.MIN_VALUE) {
            throw DataErrors.outOfRange("-(" + value + ")", INTEGER);
        }
        return -value;
    }

    public static long negate(long value) {
        if (value == Long.MIN_VALUE) {
            throw DataErrors.outOfRange("-(" + value + ")", BIGINT);
        }
        return -value;
    }

    public static int abs(int value) {
        return value < 0 ? negate(value) : value;
    }

    public static long abs(long value) {
        return value < 0 ? negate(value) : value;
    }

    /** The value, if it lies within the bounds of the type. */
    public static int narrow(int value, int min, int max, String type) {
        if (value < min || value > max) {
            throw DataErrors.outOfRange(value, type);
        }
        return value;
    }

    public static int narrow(long value, int min, int max, String type) {
        if (value < min || value > max) {
            throw DataErrors.outOfRange(value, type);
        }
        return (int) value;
    }
}
