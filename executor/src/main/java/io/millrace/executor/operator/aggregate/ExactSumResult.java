package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;

/** SUM of exact numbers; NULL over no rows, 22003 if the net sum does not fit the type. */
final class ExactSumResult implements Result {
    private final String name;
    private final DataType type;
    private final ExactSum sum;
    private final int rowCount;
    /** Of INT and LONG storage. */
    private final long max;

    private final long min;

    /** @param rowCount column with the number of rows summed */
    ExactSumResult(String name, DataType type, ExactSum sum, int rowCount) {
        this.name = name;
        this.type = type;
        this.sum = sum;
        this.rowCount = rowCount;
        max = switch (type.kind()) {
            case TINYINT -> Byte.MAX_VALUE;
            case SMALLINT -> Short.MAX_VALUE;
            case INTEGER, INTERVAL_YEAR_MONTH -> Integer.MAX_VALUE;
            case DECIMAL ->
                type.precision() > DataType.DECIMAL_PRECISION_LONG_MAX
                        ? Long.MAX_VALUE
                        : BigInteger.TEN.pow(type.precision()).longValueExact() - 1;
            default -> Long.MAX_VALUE;
        };
        min = type.kind().isExactNumeric() && type.kind() != TypeKind.DECIMAL ? -max - 1 : -max;
    }

    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            if (type.nullable() && state.longs[rowCount][position] == 0) {
                out.appendNull();
                continue;
            }
            switch (type.storage()) {
                case INT -> ((ColumnBuilder.OfInt) out).append((int) checked(state, position));
                case LONG -> ((ColumnBuilder.OfLong) out).append(checked(state, position));
                case WIDE -> appendWide(state, position, (ColumnBuilder.OfWide) out);
                case DOUBLE ->
                    ((ColumnBuilder.OfDouble) out)
                            .append(sum.big(state, position).doubleValue());
                case BYTES, NESTED -> throw new IllegalStateException("a sum of type " + type);
            }
        }
    }

    private long checked(Accumulators state, int position) {
        long value = sum.low(state, position);
        if (!sum.fitsLong(state, position) || value > max || value < min) {
            throw outOfRange(state, position);
        }
        return value;
    }

    private void appendWide(Accumulators state, int position, ColumnBuilder.OfWide out) {
        if (sum.fitsLong(state, position)) {
            long value = sum.low(state, position);
            out.append(value >> 63, value);
            return;
        }
        BigInteger big = sum.big(state, position);
        if (big.abs().compareTo(BigInteger.TEN.pow(type.precision())) >= 0) {
            throw outOfRange(state, position);
        }
        JavaValues.appendWide(out, big);
    }

    private MillraceException outOfRange(Accumulators state, int position) {
        return new MillraceException(
                SqlState.NUMBER_OUT_OF_RANGE,
                "the sum " + new BigDecimal(sum.big(state, position), type.scale()).toPlainString() + " of " + name
                        + " is out of range for " + type.sqlName());
    }
}
