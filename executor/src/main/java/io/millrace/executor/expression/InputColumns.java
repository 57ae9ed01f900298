package io.millrace.executor.expression;

import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * Where generated code finds its input columns.
 *
 * @param leftCount columns of the left batch, −1 if there is only one batch, −2 if each column has a row of its own
 * @param nulls whether columns of nullable types may hold NULLs; otherwise no null checks are written
 */
record InputColumns(List<DataType> types, int leftCount, boolean nulls) {
    static InputColumns ofBatch(List<DataType> types, boolean nulls) {
        return new InputColumns(List.copyOf(types), -1, nulls);
    }

    /** Columns each of which is read at a row of its own. */
    static InputColumns navigated(List<DataType> types) {
        return new InputColumns(List.copyOf(types), -2, true);
    }

    private boolean isNavigated() {
        return leftCount == -2;
    }

    private boolean isPair() {
        return leftCount >= 0;
    }

    DataType type(int index) {
        return types.get(index);
    }

    boolean mayBeNull(int index) {
        return nulls && types.get(index).nullable();
    }

    /** The column, inside the method {@code bind}. */
    String column(int index) {
        if (!isPair()) {
            return "columns[" + index + "]";
        }
        return index < leftCount ? "left[" + index + "]" : "right[" + (index - leftCount) + "]";
    }

    String bindParameters() {
        return isPair() ? "Column[] left, Column[] right" : "Column[] columns";
    }

    String bindArguments() {
        return isPair() ? "left, right" : "columns";
    }

    /** The variable with the physical row of a column. */
    String row(int index) {
        if (isNavigated()) {
            return "rows[" + index + "]";
        }
        return !isPair() ? "row" : index < leftCount ? "leftRow" : "rightRow";
    }

    String rowParameters() {
        if (isNavigated()) {
            return "int[] rows";
        }
        return isPair() ? "int leftRow, int rightRow" : "int row";
    }

    String rowArguments() {
        if (isNavigated()) {
            return "rows";
        }
        return isPair() ? "leftRow, rightRow" : "row";
    }
}
