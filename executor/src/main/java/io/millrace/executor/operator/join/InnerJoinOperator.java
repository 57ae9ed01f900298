package io.millrace.executor.operator.join;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.state.RowTable;
import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * INNER JOIN: each change is joined at once with all rows that the other side has by then. Joins are linear in each side, so
 * that the weights add up right in any order of the changes, also where a delete overtakes its insert.
 *
 * <p><b>State:</b> the rows of both sides by key. <b>Source:</b> DBSP (Budiu et al., VLDB 2023), §4.
 */
final class InnerJoinOperator implements Operator {
    private final JoinShape shape;
    private final int[][] keys;
    private final RowTable[] sides;
    private final @Nullable PairCondition condition;
    private final JoinedRows joined;
    private long watermarkMicros = Long.MIN_VALUE;

    InnerJoinOperator(JoinShape shape, @Nullable PairCondition condition) {
        this.shape = shape;
        keys = new int[][] {shape.leftKeys(), shape.rightKeys()};
        sides = new RowTable[] {shape.rowTable(true), shape.rowTable(false)};
        this.condition = condition;
        joined = new JoinedRows(shape.pairTypes(), shape.leftTypes().size());
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        RowBatch rows = shape.matchable(batch, input == 0);
        if (rows.rows() == 0) {
            return;
        }
        sides[input].add(rows);
        int[] found = new int[rows.rows()];
        RowTable other = sides[1 - input];
        other.find(rows, keys[input], found);
        Pairs pairs = new Pairs(rows, found, other, input == 0, condition, true);
        out.emit((Emission) () -> joined.nextFull(pairs));
    }

    @Override
    public void watermark(long micros, Output out) {
        watermarkMicros = micros;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (!joined.isEmpty()) {
            out.emit(joined.take());
        }
        for (RowTable side : sides) {
            if (shape.node().expiringKey() >= 0 && watermarkMicros != Long.MIN_VALUE) {
                side.removeUpTo(shape.expiredUpTo(watermarkMicros));
            }
            side.endEpoch();
        }
    }
}
