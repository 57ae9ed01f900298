package io.millrace.executor.operator.topn;

import io.millrace.plan.node.TopN;

/** Ranks of rows that come in order. */
final class RankCounter {
    private final TopN.Rank rank;
    private long rows;
    private long ties;
    private long rowsBeforeTie;
    private boolean tieHasRows;

    RankCounter(TopN.Rank rank) {
        this.rank = rank;
    }

    void clear() {
        rows = 0;
        ties = 0;
        rowsBeforeTie = 0;
        tieHasRows = false;
    }

    /** The next row does not tie with the one before. */
    void beginTie() {
        rowsBeforeTie = rows;
        tieHasRows = false;
    }

    /** The rank that the next row would have. */
    long next() {
        return switch (rank) {
            case ROW_NUMBER -> rows + 1;
            case RANK -> rowsBeforeTie + 1;
            case DENSE_RANK -> tieHasRows ? ties : ties + 1;
        };
    }

    /** The least rank that a row behind all ties of the next one can have. */
    long nextOfOtherTie() {
        return switch (rank) {
            case ROW_NUMBER, RANK -> rows + 1;
            case DENSE_RANK -> ties + 1;
        };
    }

    void add(long copies) {
        if (copies > 0) {
            rows += copies;
            ties += tieHasRows ? 0 : 1;
            tieHasRows = true;
        }
    }
}
