package io.millrace.executor.expression.function;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Number theory of whole numbers, and the places of numbers in buckets, as PostgreSQL has them. */
public final class WholeNumbers {
    /** The last whose factorial has no more than 38 digits. */
    private static final int FACTORIAL_MAX = 33;

    private WholeNumbers() {}

    /** Never negative; 0 of two zeros. */
    public static long greatestCommonDivisor(long left, long right) {
        long a = left;
        long b = right;
        while (b != 0) {
            // The remainder by -1 is 0, also of the least number.
            long remainder = b == -1 ? 0 : a % b;
            a = b;
            b = remainder;
        }
        return Integers.abs(a);
    }

    /** Never negative; 0 if one of them is 0. */
    public static long leastCommonMultiple(long left, long right) {
        if (left == 0 || right == 0) {
            return 0;
        }
        return Integers.abs(Integers.multiply(left / greatestCommonDivisor(left, right), right));
    }

    public static void factorial(long number, Wide out) {
        if (number < 0 || number > FACTORIAL_MAX) {
            throw DataErrors.outOfRange("factorial(" + number + ")", "DECIMAL(38, 0)");
        }
        BigInteger product = BigInteger.ONE;
        for (long factor = 2; factor <= number; factor++) {
            product = product.multiply(BigInteger.valueOf(factor));
        }
        out.set(product);
    }

    /** Of exact numbers, as text: which of so many equal buckets a number lies in, 0 before and count + 1 behind them. */
    public static int bucket(Slice value, Slice low, Slice high, int count) {
        BigDecimal first = new BigDecimal(low.toString());
        BigDecimal last = new BigDecimal(high.toString());
        BigDecimal number = new BigDecimal(value.toString());
        checkBuckets(first.compareTo(last) == 0, count);
        if (first.compareTo(last) > 0) {
            first = first.negate();
            last = last.negate();
            number = number.negate();
        }
        if (number.compareTo(first) < 0) {
            return 0;
        } else if (number.compareTo(last) >= 0) {
            return Integers.add(count, 1);
        }
        BigDecimal share = number.subtract(first).multiply(BigDecimal.valueOf(count));
        return share.divideToIntegralValue(last.subtract(first)).intValueExact() + 1;
    }

    public static int bucket(double value, double low, double high, int count) {
        if (Double.isNaN(value) || !(Math.abs(low) <= Double.MAX_VALUE) || !(Math.abs(high) <= Double.MAX_VALUE)) {
            throw DataErrors.invalidArgument(
                    "width_bucket", value + ", " + low + ", " + high, "a number, with bounds that are finite");
        }
        checkBuckets(low == high, count);
        boolean ascends = low < high;
        if (ascends ? value < low : value > low) {
            return 0;
        } else if (ascends ? value >= high : value <= high) {
            return Integers.add(count, 1);
        }
        double width = high - low;
        double share = Math.abs(width) <= Double.MAX_VALUE
                ? (value - low) / width
                : (value / 2 - low / 2) / (high / 2 - low / 2);
        return Math.min((int) (count * share), count - 1) + 1;
    }

    private static void checkBuckets(boolean empty, int count) {
        if (count <= 0) {
            throw DataErrors.invalidArgument("width_bucket", count, "a count greater than 0");
        } else if (empty) {
            throw DataErrors.invalidArgument("width_bucket", "…", "bounds that differ");
        }
    }
}
