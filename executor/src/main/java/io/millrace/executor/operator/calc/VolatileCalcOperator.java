package io.millrace.executor.operator.calc;

import io.millrace.executor.expression.CalcCompiler;
import io.millrace.executor.expression.CalcInstance;
import io.millrace.executor.expression.ErrorPolicy;
import io.millrace.executor.expression.EvaluationContext;
import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.LeastRows;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.state.RowTable;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Filter and projection with the time, chance, or a function that is not deterministic. If rows may be taken back, the net changes of
 * an epoch are answered at its barrier: a row that comes is evaluated then, and what it gave is kept; one that goes takes back what
 * was kept. Of equal rows that gave different results the one with the least goes first; of equal rows of which only some passed the
 * condition, those go first.
 *
 * <p><b>State:</b> if rows may be taken back, those that passed with what they gave, and not more than there are rows.
 * <b>Replay:</b> time and chance come out the same ({@link RandomBits}); a user's function is asked again.
 */
public final class VolatileCalcOperator implements Operator {
    private static final DataType BITS = DataType.of(TypeKind.BIGINT).notNull();

    private final CalcInstance calc;
    private final EvaluationContext evaluation;
    private final @Nullable RandomBits bits;
    private final @Nullable RowTable given;
    private final NetChanges changes;
    private final List<DataType> pairTypes;
    private final int[] inputColumns;
    /** The projected columns among those that are kept. */
    private final int[] projected;

    /** @param partitionKeys columns of the input that decide a row's key group; for nothing if nothing is kept */
    public VolatileCalcOperator(VolatileCalc node, RowType input, int[] partitionKeys, OperatorContext context) {
        List<DataType> types =
                new ArrayList<>(input.fields().stream().map(Field::type).toList());
        List<Expression> projections = new ArrayList<>();
        List<DataType> pairs = new ArrayList<>();
        if (node.stores()) {
            for (int i = 0; i < input.size(); i++) {
                projections.add(new InputRef(i, input.type(i)));
                pairs.add(input.type(i));
            }
        }
        projections.addAll(node.projections());
        node.projections().forEach(expression -> pairs.add(expression.type()));
        if (node.draws()) {
            types.add(BITS);
            types.add(BITS);
        }
        calc = CalcCompiler.compile(
                        node.condition(),
                        projections,
                        types,
                        context.skipsBadRows() ? ErrorPolicy.SKIP : ErrorPolicy.FAIL)
                .newInstance();
        evaluation = CalcOperator.evaluation(context);
        bits = node.draws() ? new RandomBits(input, node.byRow(), context) : null;
        pairTypes = List.copyOf(pairs);
        inputColumns = Arrays.copyOf(RowNumbers.upTo(input.size()), input.size());
        projected = IntStream.range(input.size(), pairTypes.size()).toArray();
        changes = new NetChanges(input);
        given = node.stores() ? context.state().rowTable("given", pairTypes, inputColumns, -1, partitionKeys) : null;
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (given != null) {
            changes.add(batch);
            return;
        }
        RowBatch passed = evaluate(batch);
        if (passed != null) {
            out.emit(passed);
        }
    }

    private @Nullable RowBatch evaluate(RowBatch batch) {
        return calc.apply(bits == null ? batch : bits.beside(batch), evaluation);
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (given != null) {
            out.emit(new Answers(given));
        } else if (bits != null) {
            bits.endEpoch();
        }
    }

    /** What the changes of an epoch come to: deletes first, as they come. */
    private final class Answers implements Emission {
        private final RowTable results;
        private final Emission net = changes.net();
        private final BatchBuilder answers = new BatchBuilder(pairTypes, RowBatch.ROWS_TARGET);

        Answers(RowTable results) {
            this.results = results;
        }

        @Override
        public @Nullable RowBatch next() {
            while (answers.isEmpty()) {
                RowBatch batch = net.next();
                if (batch == null) {
                    results.endEpoch();
                    if (bits != null) {
                        bits.endEpoch();
                    }
                    return null;
                }
                answer(batch);
            }
            RowBatch built = answers.build();
            results.add(built);
            return built.project(projected);
        }

        /** One row at most for each change, but for the first ones of a batch when the last ones delete. */
        private void answer(RowBatch batch) {
            RowBatch deletes = ofWeight(batch, -1);
            if (deletes.rows() > 0) {
                takeBack(deletes);
            }
            RowBatch inserts = deletes.rows() == 0 ? batch : ofWeight(batch, 1);
            RowBatch passed = inserts.rows() == 0 ? null : evaluate(inserts.withWeights(null));
            if (passed != null) {
                answers.appendAll(passed, RowNumbers.of(passed), passed.rows());
            }
        }

        private void takeBack(RowBatch deletes) {
            int[] found = new int[deletes.rows()];
            results.find(deletes, inputColumns, found);
            LeastRows least = new LeastRows(results, inputColumns.length, pairTypes.size());
            for (int key : found) {
                int row = least.take(key);
                if (row != RowTable.NONE) {
                    results.appendRow(row, answers, 0);
                    answers.endRow(-1);
                }
            }
        }
    }

    private static RowBatch ofWeight(RowBatch batch, int weight) {
        int[] selection = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            selection[count] = row;
            count += batch.weight(row) == weight ? 1 : 0;
        }
        return batch.select(selection, count);
    }
}
