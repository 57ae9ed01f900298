package io.millrace.plan.expression;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Puts values in the place of parameters. */
public record ParameterBinding(List<Literal> values) {
    public ParameterBinding {
        values = List.copyOf(values);
    }

    /**
     * The expression with each {@link Parameter} replaced by the value of its index; the same object if there is none.
     *
     * @throws MillraceException 22023 if there are too few values, 42804 if one is of another type than its parameter
     */
    public Expression bind(Expression expression) {
        if (expression instanceof Parameter parameter) {
            return literal(parameter);
        }
        if (!(expression instanceof Call call)) {
            return expression;
        }
        List<Expression> arguments = new ArrayList<>();
        boolean changed = false;
        for (Expression argument : call.arguments()) {
            Expression bound = bind(argument);
            changed |= !bound.equals(argument);
            arguments.add(bound);
        }
        return changed ? new Call(call.function(), arguments, call.type()) : call;
    }

    public List<Expression> bindAll(List<Expression> expressions) {
        return expressions.stream().map(this::bind).toList();
    }

    private Literal literal(Parameter parameter) {
        if (parameter.index() >= values.size()) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    "parameter " + (parameter.index() + 1) + " has no value; " + values.size() + " are given");
        }
        Literal value = values.get(parameter.index());
        if (value.holdsNull()) {
            return Literal.ofNull(parameter.type());
        }
        DataType found = value.type();
        DataType wanted = parameter.type();
        if (found.kind() != wanted.kind() || found.storage() != wanted.storage() || found.scale() != wanted.scale()) {
            throw new MillraceException(
                    SqlState.DATATYPE_MISMATCH,
                    "parameter " + (parameter.index() + 1) + " is " + wanted.sqlName() + ", its value is "
                            + found.sqlName());
        }
        return value;
    }
}
