package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Parameter;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.planner.type.CommonType;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values become the columns of a table: cast to their types, with defaults and computed columns put in. */
public final class Assignment {
    private final Casts casts;
    private final boolean textForAll;

    /** @param textForAll whether text may be given for any type, as the constants of VALUES may */
    Assignment(Casts casts, boolean textForAll) {
        this.casts = casts;
        this.textForAll = textForAll;
    }

    public Assignment(String timeZone) {
        this(new Casts(timeZone), false);
    }

    /**
     * A row for the table.
     *
     * @param columns of the table
     * @param given the value of each column, null where none is given
     */
    public List<Expression> row(List<TableColumn> columns, List<@Nullable Expression> given) {
        List<Expression> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            TableColumn column = columns.get(i);
            Expression value = given.get(i);
            Expression defaultValue = column.defaultValue();
            if (value != null) {
                row.add(assigned(value, column));
            } else {
                row.add(defaultValue != null ? assigned(defaultValue, column) : Literal.ofNull(column.type()));
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            Expression computed = columns.get(i).computed();
            if (computed != null) {
                row.set(i, ExpressionTree.substitute(computed, row::get));
            }
        }
        return row;
    }

    /** @throws MillraceException 42804 if a value of that type cannot be stored in the column */
    public Expression assigned(Expression value, TableColumn column) {
        DataType from = value.type();
        DataType to = column.type();
        if (!isAssignable(value, from, to)) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH,
                    "column \"" + column.name() + "\" is of type " + to.sqlName() + ", the value is of type "
                            + from.sqlName());
        }
        boolean fits =
                to.kind() != TypeKind.VARCHAR && to.kind() != TypeKind.VARBINARY || from.precision() <= to.precision();
        boolean shortensTime =
                (to.kind().isTimestamp() || to.kind() == TypeKind.TIME) && from.precision() > to.precision();
        boolean unchecked = to.kind() == TypeKind.JSON && from.kind() != TypeKind.JSON;
        if (unchecked || to.kind().isNested() && !from.sqlName().equals(to.sqlName())) {
            fits = false;
        }
        if (CommonType.same(from, to) && fits && !shortensTime) {
            return value;
        } else if (value instanceof Parameter && from.kind() == to.kind()) {
            return Call.of(Function.ASSIGN, to.withNullable(true), value);
        }
        return casts.cast(Function.ASSIGN, value, to);
    }

    private boolean isAssignable(Expression value, DataType from, DataType to) {
        if (!from.kind().isNested() || from.kind() != to.kind()) {
            return isAssignable(value, from.kind(), to.kind());
        }
        return from.children().size() == to.children().size()
                && IntStream.range(0, from.children().size())
                        .allMatch(i -> isAssignable(value, from.child(i), to.child(i)));
    }

    private boolean isAssignable(Expression value, TypeKind from, TypeKind to) {
        if (from == to || from == TypeKind.NULL || to.isText()) {
            return true;
        } else if (from.isText()) {
            return textForAll || value instanceof Literal || value instanceof Parameter;
        }
        boolean dates = (from == TypeKind.DATE || from.isTimestamp())
                && (to == TypeKind.DATE || to.isTimestamp() || to == TypeKind.TIME);
        return dates || (from.isNumeric() && to.isNumeric()) || (from.isBinary() && to.isBinary());
    }
}
