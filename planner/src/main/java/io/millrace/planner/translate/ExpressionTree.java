package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Small operations on expressions. */
final class ExpressionTree {
    static final DataType BOOLEAN = DataType.of(TypeKind.BOOLEAN);

    private ExpressionTree() {}

    /** Replaces every column by what {@code columns} gives for its index. */
    static Expression substitute(Expression expression, IntFunction<Expression> columns) {
        if (expression instanceof InputRef input) {
            return columns.apply(input.index());
        } else if (expression instanceof Call call) {
            List<Expression> arguments = new ArrayList<>(call.arguments().size());
            for (Expression argument : call.arguments()) {
                arguments.add(substitute(argument, columns));
            }
            return new Call(call.function(), arguments, call.type());
        }
        return expression;
    }

    static BitSet columns(Expression expression) {
        BitSet columns = new BitSet();
        addColumns(expression, columns);
        return columns;
    }

    static void addColumns(Expression expression, BitSet columns) {
        if (expression instanceof InputRef input) {
            columns.set(input.index());
        } else if (expression instanceof Call call) {
            call.arguments().forEach(argument -> addColumns(argument, columns));
        }
    }

    /** Number of calls, as a measure of size. */
    static int size(Expression expression) {
        int size = 1;
        if (expression instanceof Call call) {
            for (Expression argument : call.arguments()) {
                size += size(argument);
            }
        }
        return size;
    }

    static List<Expression> conjuncts(@Nullable Expression condition) {
        if (condition == null) {
            return List.of();
        } else if (condition instanceof Call call && call.function() == Function.AND) {
            List<Expression> all = new ArrayList<>();
            call.arguments().forEach(argument -> all.addAll(conjuncts(argument)));
            return all;
        }
        return List.of(condition);
    }

    static @Nullable Expression and(List<Expression> conjuncts) {
        if (conjuncts.isEmpty()) {
            return null;
        } else if (conjuncts.size() == 1) {
            return conjuncts.get(0);
        }
        boolean nullable =
                conjuncts.stream().anyMatch(conjunct -> conjunct.type().nullable());
        return new Call(Function.AND, conjuncts, BOOLEAN.withNullable(nullable));
    }

    /** The first condition decides before the second is looked at. */
    static @Nullable Expression and(@Nullable Expression first, @Nullable Expression second) {
        List<Expression> all = new ArrayList<>(conjuncts(first));
        all.addAll(conjuncts(second));
        return and(all);
    }

    static List<Expression> columnsOf(RowType rowType) {
        return columnsOf(rowType, 0);
    }

    static List<Expression> columnsOf(RowType rowType, int offset) {
        List<Expression> columns = new ArrayList<>(rowType.size());
        for (int i = 0; i < rowType.size(); i++) {
            columns.add(new InputRef(offset + i, rowType.type(i)));
        }
        return columns;
    }

    static boolean isIdentity(List<Expression> projections, int inputColumns) {
        if (projections.size() != inputColumns) {
            return false;
        }
        for (int i = 0; i < inputColumns; i++) {
            if (!(projections.get(i) instanceof InputRef input) || input.index() != i) {
                return false;
            }
        }
        return true;
    }
}
