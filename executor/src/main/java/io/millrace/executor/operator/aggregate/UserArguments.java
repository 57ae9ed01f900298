package io.millrace.executor.operator.aggregate;

import io.millrace.executor.function.UserAggregate;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.UserAggregateName;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An aggregate that a user wrote, and the columns that it takes. */
record UserArguments(UserAggregate aggregate, int[] columns, DataType[] types) {
    /**
     * Finds the class of a call.
     *
     * @throws MillraceException 42P13 if it is not what it was when the query was planned
     */
    static UserArguments of(AggregateCall call) {
        UserAggregateName name = UserAggregateName.of(call);
        UserAggregate aggregate = UserAggregate.load(name.className(), name.jar());
        DataType first = call.argumentType();
        if (first == null) {
            throw MillraceException.internal(call + " has no argument");
        }
        DataType[] types = new DataType[call.keys().size() + 1];
        int[] columns = new int[types.length];
        types[0] = first;
        columns[0] = call.argument();
        for (int i = 1; i < types.length; i++) {
            types[i] = call.keys().get(i - 1).type();
            columns[i] = call.keys().get(i - 1).column();
        }
        requireSame(name, aggregate, types, call.type());
        return new UserArguments(aggregate, columns, types);
    }

    /** The class may have changed since the plan was made. */
    private static void requireSame(
            UserAggregateName name, UserAggregate aggregate, DataType[] types, DataType result) {
        boolean same = aggregate.parameters().size() == types.length
                && aggregate.resultType().kind() == result.kind()
                && aggregate.retracts() == name.retracts();
        for (int i = 0; same && i < types.length; i++) {
            same = aggregate.parameters().get(i).kind() == types[i].kind();
        }
        if (!same) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION,
                    "class " + name.className() + " takes " + aggregate.parameters() + " and gives "
                            + aggregate.resultType() + "; when the query was planned it took " + List.of(types)
                            + " and gave " + result);
        }
    }

    /** The arguments of a row; null if it is left out. */
    @Nullable Object @Nullable [] read(RowBatch batch, int row) {
        @Nullable Object[] arguments = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            arguments[i] = JavaValues.read(batch.column(columns[i]), row, types[i]);
            if (arguments[i] == null && aggregate.refusesNull(i)) {
                return null;
            }
        }
        return arguments;
    }
}
