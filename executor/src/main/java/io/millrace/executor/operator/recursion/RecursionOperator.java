package io.millrace.executor.operator.recursion;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Recursion;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WITH RECURSIVE. When all inputs have ended the body gets the first rows, then in each round the new rows of the round before.
 * Its operators are incremental, so that what they give for those is what comes of them alone: semi-naive evaluation.
 *
 * <p><b>State:</b> none of its own: rows of a round, and with UNION all rows, are in memory. The body's operators have theirs.
 * <b>Source:</b> Bancilhon, "Naive evaluation of recursively defined relations" (1986).
 */
public final class RecursionOperator implements Operator {
    private final Recursion node;
    private final RecursionBody body;
    private final NetChanges first;
    private final NetChanges made;
    private final int[] allColumns;
    private final @Nullable KeyIndex seen;
    private int inputsEnded;
    private boolean done;

    /** Makes the operators of the body. */
    @FunctionalInterface
    public interface InnerOperators {
        /** @param inputs the nodes it reads */
        Operator create(PhysicalNode node, List<PhysicalNode> inputs, OperatorContext context);
    }

    public RecursionOperator(Recursion node, InnerOperators operators, OperatorContext context) {
        this.node = node;
        List<DataType> types = node.rowType().fields().stream().map(Field::type).toList();
        first = new NetChanges(node.rowType());
        made = new NetChanges(node.rowType());
        body = new RecursionBody(node, operators, context, made::add);
        allColumns = Arrays.copyOf(RowNumbers.upTo(types.size()), types.size());
        seen = node.distinct() ? new KeyIndex(types) : null;
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (input == 0) {
            first.add(batch);
        } else {
            body.take(input, batch);
        }
    }

    @Override
    public void endOfInput(int input, Output out) {
        inputsEnded++;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (done) {
            return;
        }
        body.epoch(epoch);
        if (inputsEnded == node.inputs().size()) {
            done = true;
            out.emit(new Rounds(epoch));
        }
    }

    @Override
    public void close() {
        body.close();
    }

    /** Gives the new rows of each round, then makes those of the next. */
    private final class Rounds implements Emission {
        private final Epoch epoch;
        private List<RowBatch> fresh;
        private int next;
        private int rounds;

        Rounds(Epoch epoch) {
            this.epoch = epoch;
            requireNothing(made.net());
            fresh = fresh(first.net());
        }

        private void requireNothing(Emission rows) {
            if (rows.next() != null) {
                throw MillraceException.internal("operator " + node.id() + ": the body made rows of none");
            }
        }

        @Override
        public @Nullable RowBatch next() {
            if (next == fresh.size() && !fresh.isEmpty()) {
                if (++rounds > node.roundsMax()) {
                    throw new MillraceException(
                            SqlState.STATEMENT_TOO_COMPLEX,
                            "WITH RECURSIVE has not ended after " + node.roundsMax()
                                    + " rounds; SET recursion.rounds allows more");
                }
                fresh.forEach(batch -> body.take(0, batch));
                body.epoch(epoch);
                fresh = fresh(made.net());
                next = 0;
            }
            return next < fresh.size() ? fresh.get(next++) : null;
        }

        private List<RowBatch> fresh(Emission rows) {
            List<RowBatch> batches = new ArrayList<>();
            for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
                for (int i = 0; i < batch.rows(); i++) {
                    if (batch.weight(batch.row(i)) < 0) {
                        throw MillraceException.internal("operator " + node.id() + ": the body took a row back");
                    }
                }
                requireNoNull(batch);
                RowBatch unseen = unseen(batch);
                if (unseen.rows() > 0) {
                    batches.add(unseen);
                }
            }
            return batches;
        }

        /** Expressions of the body were planned for columns without it. */
        private void requireNoNull(RowBatch batch) {
            for (int column = 0; column < allColumns.length; column++) {
                if (node.rowType().type(column).nullable()
                        || batch.column(column).nulls() == null) {
                    continue;
                }
                for (int i = 0; i < batch.rows(); i++) {
                    if (batch.column(column).isNull(batch.row(i))) {
                        throw new MillraceException(
                                SqlState.NULL_NOT_ALLOWED,
                                "NULL in column " + (column + 1)
                                        + " of WITH RECURSIVE, which its first part says is never"
                                        + " NULL; with NULLIF(…) there it may be");
                    }
                }
            }
        }

        private RowBatch unseen(RowBatch batch) {
            KeyIndex known = seen;
            if (known == null) {
                return batch;
            }
            int count = known.size();
            int[] ids = new int[batch.rows()];
            known.findOrAdd(batch, allColumns, ids);
            int[] selection = new int[batch.rows()];
            int selected = 0;
            for (int i = 0; i < batch.rows(); i++) {
                // Ids are given in the order of rows.
                if (ids[i] == count) {
                    selection[selected++] = batch.row(i);
                    count++;
                }
            }
            return batch.select(selection, selected);
        }
    }
}
