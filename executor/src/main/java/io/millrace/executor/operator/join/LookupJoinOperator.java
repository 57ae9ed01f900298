package io.millrace.executor.operator.join;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.LeastRows;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.state.RowTable;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.LookupJoin;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * FOR SYSTEM_TIME AS OF the current time. The left rows of an epoch are joined at its barrier with the right side as it is then,
 * so that a replay of the epoch gives the same. A left row that is taken back takes back what was given for it.
 *
 * <p><b>State:</b> the right rows by key; if left rows may be taken back, what was given, by left row.
 */
public final class LookupJoinOperator implements Operator {
    private final JoinShape shape;
    private final boolean keepsUnmatched;
    private final int[] leftKeys;
    private final List<DataType> pairTypes;
    private final int leftColumns;
    private final RowTable right;
    private final @Nullable RowTable given;
    /** All columns of a left row, those of the key first. */
    private final int[] givenKeys;

    private final NetChanges lefts;
    private final @Nullable PairCondition condition;
    private final NullColumns nulls;

    public LookupJoinOperator(LookupJoin node, JoinShape shape) {
        this.shape = shape;
        keepsUnmatched = node.kind() == Join.Kind.LEFT;
        leftKeys = shape.leftKeys();
        pairTypes = shape.pairTypes();
        leftColumns = shape.leftTypes().size();
        right = shape.rowTable(false);
        IntStream others = IntStream.range(0, leftColumns)
                .filter(column -> !node.leftKeys().contains(column));
        givenKeys = IntStream.concat(Arrays.stream(leftKeys), others).toArray();
        given = node.stores()
                ? shape.context().state().rowTable("given", pairTypes, givenKeys, -1, shape.partitionKeys())
                : null;
        lefts = new NetChanges(shape.left().rowType());
        condition = shape.condition();
        nulls = new NullColumns(shape.rightTypes());
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        RowBatch matchable = shape.matchable(batch, input == 0);
        if (input == 1) {
            right.add(matchable);
            return;
        }
        lefts.add(matchable);
        RowBatch unmatchable = shape.unmatchable(batch, true);
        if (keepsUnmatched && unmatchable.rows() > 0) {
            out.emit(nulls.beside(unmatchable));
        }
    }

    /** The right side has no time: what it is now counts. */
    @Override
    public int timedBy() {
        return 0;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        out.emit(new Answers());
    }

    /** What the left changes of an epoch come to: deletes first, as they come. */
    private final class Answers implements Emission {
        private final Emission changes = lefts.net();
        private final BatchBuilder answers = new BatchBuilder(pairTypes, RowBatch.ROWS_TARGET);

        Answers() {
            if (condition != null) {
                condition.begin();
            }
        }

        @Override
        public @Nullable RowBatch next() {
            while (answers.isEmpty()) {
                RowBatch batch = changes.next();
                if (batch == null) {
                    right.endEpoch();
                    if (given != null) {
                        given.endEpoch();
                    }
                    return null;
                }
                answer(batch);
            }
            RowBatch built = answers.build();
            if (given != null) {
                given.add(built);
            }
            return built;
        }

        /** One row at most for each change, but for the first ones of a batch when the last ones delete. */
        private void answer(RowBatch batch) {
            RowBatch deletes = ofWeight(batch, -1);
            if (deletes.rows() > 0) {
                takeBack(deletes);
            }
            RowBatch inserts = deletes.rows() == 0 ? batch : ofWeight(batch, 1);
            if (inserts.rows() > 0) {
                lookUp(inserts);
            }
        }

        private void takeBack(RowBatch deletes) {
            RowTable results = given;
            if (results == null) {
                throw MillraceException.internal("operator " + shape.node().id()
                        + ": a left row was taken back although its input is append-only");
            }
            int[] found = new int[deletes.rows()];
            results.find(deletes, givenKeys, found);
            LeastRows least = new LeastRows(results, leftColumns, pairTypes.size());
            // Of equal left rows that saw different right rows, the one that saw the least is taken back first.
            for (int handle : found) {
                int row = least.take(handle);
                if (row != RowTable.NONE) {
                    results.appendRow(row, answers, 0);
                    answers.endRow(-1);
                } else if (keepsUnmatched) {
                    throw MillraceException.internal(
                            "operator " + shape.node().id() + ": nothing was given for a left row that is taken back");
                }
            }
        }

        private void lookUp(RowBatch inserts) {
            int[] found = new int[inserts.rows()];
            right.find(inserts, leftKeys, found);
            RowBatch rows = right.rows();
            for (int i = 0; i < inserts.rows(); i++) {
                int leftRow = inserts.row(i);
                int row = existing(right, found[i]);
                boolean matches =
                        row != RowTable.NONE && (condition == null || condition.test(inserts, leftRow, rows, row));
                if (matches || keepsUnmatched) {
                    append(inserts, leftRow, rows, matches ? row : RowTable.NONE);
                }
            }
        }

        private void append(RowBatch left, int leftRow, RowBatch rows, int row) {
            for (int i = 0; i < leftColumns; i++) {
                answers.column(i).appendFrom(left.column(i), leftRow);
            }
            for (int i = leftColumns; i < answers.columnCount(); i++) {
                if (row == RowTable.NONE) {
                    answers.column(i).appendNull();
                } else {
                    answers.column(i).appendFrom(rows.column(i - leftColumns), row);
                }
            }
            answers.endRow();
        }
    }

    private int existing(RowTable table, int key) {
        int existing = RowTable.NONE;
        for (int row = key == RowTable.NONE ? key : table.firstRow(key);
                row != RowTable.NONE;
                row = table.nextRow(row)) {
            long copies = table.count(row);
            if (copies < 0 || copies > 1 || copies == 1 && existing != RowTable.NONE) {
                throw MillraceException.internal("operator " + shape.node().id()
                        + ": a key has several rows, or a row has " + copies + " copies, at the barrier");
            }
            existing = copies == 1 ? row : existing;
        }
        return existing;
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
