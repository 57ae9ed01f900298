package io.millrace.executor.operator.over;

import io.millrace.spi.batch.ColumnBuilder;

/** Functions of a row's place alone. */
final class RankFunctions {
    private RankFunctions() {}

    static void rowNumber(Sequence sequence, ColumnBuilder out) {
        ColumnBuilder.OfLong longs = (ColumnBuilder.OfLong) out;
        for (int i = 0; i < sequence.size(); i++) {
            longs.append(sequence.rowsBefore() + i + 1);
        }
    }

    static void rank(Sequence sequence, ColumnBuilder out) {
        ColumnBuilder.OfLong longs = (ColumnBuilder.OfLong) out;
        for (int i = 0; i < sequence.size(); i++) {
            longs.append(sequence.rowsBefore() + sequence.tieStarts()[i] + 1);
        }
    }

    static void denseRank(Sequence sequence, ColumnBuilder out) {
        ColumnBuilder.OfLong longs = (ColumnBuilder.OfLong) out;
        for (int i = 0; i < sequence.size(); i++) {
            longs.append(sequence.tiesBefore() + sequence.tieNumbers()[i]);
        }
    }

    static void percentRank(Sequence sequence, ColumnBuilder out) {
        ColumnBuilder.OfDouble doubles = (ColumnBuilder.OfDouble) out;
        for (int i = 0; i < sequence.size(); i++) {
            doubles.append(sequence.size() == 1 ? 0 : (double) sequence.tieStarts()[i] / (sequence.size() - 1));
        }
    }

    static void cumeDist(Sequence sequence, ColumnBuilder out) {
        ColumnBuilder.OfDouble doubles = (ColumnBuilder.OfDouble) out;
        for (int i = 0; i < sequence.size(); i++) {
            doubles.append((double) sequence.tieEnds()[i] / sequence.size());
        }
    }

    /** Buckets as equal as can be, the larger ones first. */
    static WindowFunction nTile(long buckets) {
        return (sequence, out) -> {
            ColumnBuilder.OfLong longs = (ColumnBuilder.OfLong) out;
            long small = sequence.size() / buckets;
            long large = sequence.size() % buckets;
            long inLarge = large * (small + 1);
            for (int i = 0; i < sequence.size(); i++) {
                longs.append(i < inLarge ? i / (small + 1) + 1 : large + (i - inLarge) / small + 1);
            }
        };
    }
}
