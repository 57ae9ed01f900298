package io.millrace.executor.operator.match;

import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.pattern.AfterMatch;
import io.millrace.plan.pattern.AfterMatch.Skip;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.plan.pattern.RowNavigation;
import io.millrace.plan.pattern.RowsPerMatch;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes rows of matches: walks over the rows of a match and, at each that comes out, finds what the output columns are.
 *
 * <p><b>Threading:</b> one thread.
 */
final class MatchWriter {
    private final PatternProgram program;
    private final RowsPerMatch rowsPerMatch;
    private final List<NavigatedColumn> outputs;
    private final BytesColumn classifiers;
    private final BatchBuilder builder;
    /** Takes the rows of one match, where a measure that fails must leave none of them behind. */
    private final BatchBuilder one;

    private final boolean skipsBadRows;
    private BatchBuilder target;
    /** For each output, its variables or aggregate; nulls are avoided by empty ones. */
    private final VariableRows[] variableRows;

    private final AggregateRegister[] aggregates;
    private final long[][] registers;

    // The match at hand.
    private long start;
    private int length;
    private int[] states = new int[16];
    private int at;

    /** The rows of a match that have some variables, as distances from its first row. */
    private static final class VariableRows {
        final List<Integer> variables;
        int[] rows = new int[8];
        int count;
        /** Those up to the row at hand. */
        int seen;

        VariableRows(List<Integer> variables) {
            this.variables = variables;
        }

        void add(int row) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, count * 2);
            }
            rows[count++] = row;
        }
    }

    MatchWriter(PatternProgram program, List<DataType> types, boolean skipsBadRows) {
        this.program = program;
        this.skipsBadRows = skipsBadRows;
        MatchRecognize node = program.node();
        rowsPerMatch = node.rowsPerMatch();
        outputs = node.outputs();
        classifiers = VariableCondition.classifiers(
                node.variables().stream().map(PatternVariable::name).toList());
        builder = new BatchBuilder(types, RowBatch.ROWS_TARGET / 8);
        one = new BatchBuilder(types, 8);
        target = builder;
        variableRows = new VariableRows[outputs.size()];
        aggregates = new AggregateRegister[outputs.size()];
        registers = new long[outputs.size()][];
        List<VariableRows> distinct = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i) instanceof NavigatedColumn.Aggregated aggregated) {
                aggregates[i] = program.register(aggregated.aggregate());
                registers[i] = new long[aggregates[i].width()];
            } else if (!navigation(outputs.get(i)).variables().isEmpty()) {
                variableRows[i] = shared(distinct, navigation(outputs.get(i)).variables());
            }
        }
    }

    private static VariableRows shared(List<VariableRows> known, List<Integer> variables) {
        for (VariableRows rows : known) {
            if (rows.variables.equals(variables)) {
                return rows;
            }
        }
        VariableRows rows = new VariableRows(variables);
        known.add(rows);
        return rows;
    }

    private static RowNavigation navigation(NavigatedColumn column) {
        if (column instanceof NavigatedColumn.OfNavigation navigated) {
            return navigated.navigation();
        } else if (column instanceof NavigatedColumn.Exists exists) {
            return exists.navigation();
        } else if (column instanceof NavigatedColumn.Classifier classifier) {
            return classifier.navigation();
        }
        return RowNavigation.CURRENT;
    }

    boolean isFull() {
        return builder.isFull();
    }

    boolean isEmpty() {
        return builder.isEmpty();
    }

    /** The rows written since the last time. */
    RowBatch take() {
        return builder.build();
    }

    /** The match of a partition that is complete and has rows. */
    void writeMatch(Partition partition) {
        read(partition);
        if (!skipsBadRows) {
            writeRows(partition);
            return;
        }
        target = one;
        try {
            writeRows(partition);
            RowBatch rows = one.build();
            builder.appendAll(rows, RowNumbers.of(rows), rows.rows());
        } finally {
            one.abandonRow();
            one.build();
            target = builder;
        }
    }

    private void writeRows(Partition partition) {
        clear(partition);
        for (at = 0; at < length; at++) {
            advance(partition);
            boolean last = at == length - 1;
            if (rowsPerMatch.all() ? !program.automaton().excluded(states[at]) : last) {
                writeRow(partition, rowsPerMatch.all() ? start + at : start, partition.matches);
            }
        }
    }

    /** A match without rows. */
    void writeEmpty(Partition partition, long position) {
        start = position;
        length = 0;
        at = -1;
        if (rowsPerMatch != RowsPerMatch.ALL_OMIT_EMPTY) {
            clear(partition);
            writeRow(partition, position, partition.matches);
        }
    }

    /** A row that is in no match. */
    void writeUnmatched(Partition partition, long position) {
        start = position;
        length = 0;
        at = -1;
        clear(partition);
        writeRow(partition, position, 0);
    }

    /** The first or last row of the match written last that has a variable, as AFTER MATCH wants it; −1 if none has. */
    long find(AfterMatch afterMatch) {
        boolean first = afterMatch.skip() == Skip.TO_FIRST;
        for (int i = 0; i < length; i++) {
            int row = first ? i : length - 1 - i;
            if (afterMatch.variables().contains(variable(row))) {
                return start + row;
            }
        }
        return PartitionRows.NONE;
    }

    private int variable(int row) {
        return program.automaton().data(states[row]);
    }

    private void read(Partition partition) {
        start = partition.acceptedStart;
        length = (int) (partition.acceptedEnd - start);
        if (states.length < length) {
            states = new int[Math.max(length, states.length * 2)];
        }
        int node = partition.acceptedNode;
        for (int i = length - 1; i >= 0; i--) {
            states[i] = partition.history.state(node);
            node = partition.history.parent(node);
        }
    }

    private void clear(Partition partition) {
        for (int i = 0; i < outputs.size(); i++) {
            VariableRows rows = variableRows[i];
            if (rows != null) {
                rows.count = 0;
                rows.seen = 0;
                for (int row = 0; row < length; row++) {
                    if (rows.variables.contains(variable(row))) {
                        rows.add(row);
                    }
                }
            }
            AggregateRegister aggregate = aggregates[i];
            if (aggregate != null) {
                aggregate.clear(registers[i], 0);
                for (int row = 0; aggregate.aggregate().whole() && row < length; row++) {
                    take(partition, i, row);
                }
            }
        }
    }

    private void take(Partition partition, int output, int row) {
        if (aggregates[output].takes(variable(row))) {
            aggregates[output].add(registers[output], 0, partition.rows, start + row);
        }
    }

    /** The row at hand is one on. */
    private void advance(Partition partition) {
        for (int i = 0; i < outputs.size(); i++) {
            VariableRows rows = variableRows[i];
            if (rows != null) {
                while (rows.seen < rows.count && rows.rows[rows.seen] <= at) {
                    rows.seen++;
                }
            }
            if (aggregates[i] != null && !aggregates[i].aggregate().whole()) {
                take(partition, i, at);
            }
        }
    }

    /** @param matchNumber 0 for none */
    private void writeRow(Partition partition, long position, long matchNumber) {
        PartitionRows rows = partition.rows;
        for (int i = 0; i < outputs.size(); i++) {
            NavigatedColumn column = outputs.get(i);
            ColumnBuilder out = target.column(i);
            if (column instanceof NavigatedColumn.OfRow row) {
                out.appendFrom(rows.column(row.index()), rows.row(position));
            } else if (column instanceof NavigatedColumn.OfNavigation navigated) {
                out.appendFrom(rows.column(navigated.index()), rows.row(target(i, navigated.navigation())));
            } else if (column instanceof NavigatedColumn.Exists exists) {
                ((ColumnBuilder.OfInt) out).append(rows.row(target(i, exists.navigation())) == 0 ? 0 : 1);
            } else if (column instanceof NavigatedColumn.Classifier classifier) {
                out.appendFrom(classifiers, 1 + classifierOf(i, classifier.navigation()));
            } else if (column instanceof NavigatedColumn.Aggregated) {
                aggregates[i].append(registers[i], 0, rows, out);
            } else if (matchNumber == 0) {
                out.appendNull();
            } else {
                ((ColumnBuilder.OfLong) out).append(matchNumber);
            }
        }
        target.endRow();
    }

    private int classifierOf(int output, RowNavigation navigation) {
        long row = target(output, navigation) - start;
        int end = navigation.whole() ? length : at + 1;
        return row >= 0 && row < end ? variable((int) row) : -1;
    }

    private long target(int output, RowNavigation navigation) {
        VariableRows rows = variableRows[output];
        int count = navigation.whole() ? length : at + 1;
        if (rows != null) {
            count = navigation.whole() ? rows.count : rows.seen;
        }
        int place = navigation.fromFirst() ? navigation.offset() : count - 1 - navigation.offset();
        if (place < 0 || place >= count) {
            return PartitionRows.NONE;
        }
        return start + (rows == null ? place : rows.rows[place]) + navigation.shift();
    }
}
