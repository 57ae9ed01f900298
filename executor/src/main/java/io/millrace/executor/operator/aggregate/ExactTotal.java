package io.millrace.executor.operator.aggregate;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An exact sum of doubles and of products of two. Four doubles take what is added, each what the one before it cannot hold;
 * only what none can hold (numbers more than some 2²⁰⁰ apart, or out of range) goes to a number of any length. So what was
 * added and taken away again leaves no trace, and the sum does not depend on the order.
 *
 * <p><b>Source:</b> Knuth's TwoSum; Shewchuk, Adaptive Precision Floating-Point Arithmetic (1997).
 */
final class ExactTotal {
    private static final int PARTS = 4;
    /** Products of doubles are whole multiples of two to that. */
    private static final int REST_EXPONENT = -2148;
    /** A product above has an error that is a double itself. */
    private static final double PRODUCT_MIN = 0x1p-960;

    private final int[] parts = new int[PARTS];
    private final int rest;

    ExactTotal(Layout layout) {
        for (int i = 0; i < PARTS; i++) {
            parts[i] = layout.nextLong();
        }
        rest = layout.nextBytes();
    }

    /** @param value finite */
    void add(Accumulators state, int slot, double value) {
        double left = value;
        for (int part : parts) {
            long[] column = state.longs[part];
            double old = Double.longBitsToDouble(column[slot]);
            double sum = old + left;
            if (!Double.isFinite(sum)) {
                break;
            }
            double taken = sum - old;
            left = old - (sum - taken) + (left - taken);
            column[slot] = Double.doubleToRawLongBits(sum);
            if (left == 0) {
                return;
            }
        }
        addRest(state, slot, Dyadic.of(left));
    }

    /** Adds a product of finite numbers, or takes it away. */
    void addProduct(Accumulators state, int slot, double first, double second, int weight) {
        double product = weight > 0 ? first * second : -(first * second);
        if (Math.abs(product) >= PRODUCT_MIN && Double.isFinite(product)) {
            add(state, slot, product);
            double error = Math.fma(first, second, weight > 0 ? -product : product);
            add(state, slot, weight > 0 ? error : -error);
        } else if (first != 0 && second != 0) {
            addRest(state, slot, Dyadic.of(first).times(Dyadic.of(second)).times(weight));
        }
    }

    /** Adds a number that need not be a double. */
    void add(Accumulators state, int slot, Dyadic number) {
        if (number.signum() != 0) {
            addRest(state, slot, number);
        }
    }

    private void addRest(Accumulators state, int slot, Dyadic number) {
        setRest(state, slot, rest(state, slot).add(number.shiftedTo(REST_EXPONENT)));
    }

    private BigInteger rest(Accumulators state, int slot) {
        byte @Nullable [] held = state.bytes[rest][slot];
        return held == null ? BigInteger.ZERO : new BigInteger(held);
    }

    @SuppressWarnings("NullAway") // absent is null in a table's bytes
    private void setRest(Accumulators state, int slot, BigInteger number) {
        state.bytes[rest][slot] = number.signum() == 0 ? null : number.toByteArray();
    }

    void merge(Accumulators from, int source, Accumulators to, int target) {
        for (int part : parts) {
            add(to, target, Double.longBitsToDouble(from.longs[part][source]));
        }
        if (from.bytes[rest][source] != null) {
            setRest(to, target, rest(to, target).add(rest(from, source)));
        }
    }

    void clear(Accumulators state, int slot) {
        for (int part : parts) {
            state.longs[part][slot] = 0;
        }
        setRest(state, slot, BigInteger.ZERO);
    }

    Dyadic total(Accumulators state, int slot) {
        Dyadic total = Dyadic.ZERO;
        for (int part : parts) {
            total = total.plus(Dyadic.of(Double.longBitsToDouble(state.longs[part][slot])));
        }
        return state.bytes[rest][slot] == null ? total : total.plus(new Dyadic(rest(state, slot), REST_EXPONENT));
    }

    /** The double nearest to the sum; infinite if it is out of range. */
    double nearest(Accumulators state, int slot) {
        boolean two = state.bytes[rest][slot] == null;
        for (int i = 2; i < PARTS; i++) {
            two &= Double.longBitsToDouble(state.longs[parts[i]][slot]) == 0;
        }
        return two
                ? Double.longBitsToDouble(state.longs[parts[0]][slot])
                        + Double.longBitsToDouble(state.longs[parts[1]][slot])
                : total(state, slot).dividedBy(BigInteger.ONE);
    }
}
