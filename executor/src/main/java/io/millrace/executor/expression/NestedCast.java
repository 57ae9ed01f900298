package io.millrace.executor.expression;

import io.millrace.executor.expression.function.Nested;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Casts what nested values are made of; generated code calls it. The elements of one value are a batch to it.
 *
 * <p><b>Threading:</b> one thread; the {@link Program} any.
 */
public final class NestedCast {
    private final @Nullable CalcInstance[] children;

    private NestedCast(@Nullable CalcInstance[] children) {
        this.children = children;
    }

    /** What is compiled of a cast: a calculation for each child that changes. */
    static final class Program {
        private final @Nullable CalcProgram[] children;

        private Program(@Nullable CalcProgram[] children) {
            this.children = children;
        }

        /** @param function CAST or ASSIGN */
        static Program of(Function function, DataType from, DataType to) {
            @Nullable CalcProgram[] programs = new CalcProgram[from.children().size()];
            for (int i = 0; i < programs.length; i++) {
                DataType source = from.child(i).withNullable(true);
                DataType target = to.child(i).withNullable(true);
                if (!CastWriter.isSame(source, target)) {
                    Expression cast = Call.of(function, target, new InputRef(0, source));
                    programs[i] = new CalcProgram(null, List.of(cast), List.of(source), ErrorPolicy.FAIL);
                }
            }
            return new Program(programs);
        }
    }

    /** For one thread. @param program a {@link Program} */
    public static NestedCast of(Object program) {
        @Nullable CalcProgram[] programs = ((Program) program).children;
        @Nullable CalcInstance[] instances = new CalcInstance[programs.length];
        for (int i = 0; i < programs.length; i++) {
            CalcProgram child = programs[i];
            instances[i] = child == null ? null : child.newInstance();
        }
        return new NestedCast(instances);
    }

    public void apply(Nested value, Nested out) {
        NestedColumn column = value.column();
        int count = value.end() - value.start();
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = value.start() + i;
        }
        ColumnBuilder.OfNested builder = out.begin();
        for (int i = 0; i < children.length; i++) {
            append(children[i], column.child(i), positions, builder.child(i));
        }
        out.built();
    }

    private static void append(@Nullable CalcInstance cast, Column child, int[] positions, ColumnBuilder out) {
        if (cast == null) {
            out.appendAll(child, positions, positions.length);
            return;
        }
        RowBatch elements = new RowBatch(new Column[] {child}, positions.length, positions, null);
        RowBatch result = positions.length == 0 ? null : cast.apply(elements, ELEMENTS);
        if (result != null) {
            for (int i = 0; i < positions.length; i++) {
                out.appendFrom(result.column(0), result.row(i));
            }
        }
    }

    private static final EvaluationContext ELEMENTS = new EvaluationContext() {
        @Override
        public long epochTimeMicros() {
            throw MillraceException.internal("a cast asked for the time");
        }

        @Override
        public void rejectRow(String message, RowBatch batch, int row) {
            throw MillraceException.internal("an element was rejected: " + message);
        }
    };
}
