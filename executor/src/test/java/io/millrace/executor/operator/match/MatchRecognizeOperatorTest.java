package io.millrace.executor.operator.match;

import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.pattern.AfterMatch;
import io.millrace.plan.pattern.AfterMatch.Skip;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternAggregate;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.plan.pattern.RowNavigation;
import io.millrace.plan.pattern.RowPattern;
import io.millrace.plan.pattern.RowsPerMatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When matches come out, and what is kept. Rows are time, key, value; a is a row with value 1, b with 2, c any. */
class MatchRecognizeOperatorTest {
    private static final RowType TYPE = Plans.row(Plans.BIGINT.notNull(), Plans.BIGINT, Plans.BIGINT);
    private static final RowPattern A = new RowPattern.Variable(0);
    private static final RowPattern B = new RowPattern.Variable(1);
    private static final RowPattern C = new RowPattern.Variable(2);
    private static final AfterMatch PAST = new AfterMatch(Skip.PAST_LAST_ROW, List.of());

    private static final NavigatedColumn FIRST =
            new NavigatedColumn.OfNavigation(new RowNavigation(List.of(), true, 0, 0, false), 0, Plans.BIGINT);
    private static final NavigatedColumn LAST =
            new NavigatedColumn.OfNavigation(RowNavigation.CURRENT, 0, Plans.BIGINT);

    private static RowPattern sequence(RowPattern... parts) {
        return new RowPattern.Concatenation(List.of(parts));
    }

    private static RowPattern plus(RowPattern pattern) {
        return new RowPattern.Quantified(pattern, 1, -1, false);
    }

    private static PatternVariable is(String name, int value) {
        Expression condition =
                Call.of(Function.EQUAL, Plans.BOOLEAN, new InputRef(0, Plans.BIGINT), Literal.of(Plans.BIGINT, value));
        return new PatternVariable(name, List.of(new NavigatedColumn.OfRow(2, Plans.BIGINT)), condition);
    }

    private static OperatorHarness match(
            RowPattern pattern, long within, AfterMatch after, NavigatedColumn... columns) {
        return match(
                pattern,
                within,
                after,
                List.of(is("a", 1), is("b", 2), new PatternVariable("c", List.of(), null)),
                columns);
    }

    private static OperatorHarness match(
            RowPattern pattern,
            long within,
            AfterMatch after,
            List<PatternVariable> variables,
            NavigatedColumn... columns) {
        List<NavigatedColumn> outputs = new ArrayList<>(List.of(new NavigatedColumn.OfRow(1, Plans.BIGINT)));
        outputs.addAll(List.of(columns));
        MatchRecognize node = new MatchRecognize(
                new NodeId("match-1"),
                new NodeId("input"),
                List.of(1),
                0,
                List.of(new SortKey(0, false, false)),
                variables,
                pattern,
                List.of(new InputRef(2, Plans.BIGINT)),
                within,
                after,
                RowsPerMatch.ONE,
                outputs,
                Plans.properties(
                        Plans.row(outputs.stream().map(NavigatedColumn::type).toArray(DataType[]::new))));
        return new OperatorHarness(
                        node, Plans.appending(TYPE, new EventTimeColumn(0, EventTimeColumn.Bound.ROW_TIME, 0)))
                .partitionedBy(new int[] {1});
    }

    private static Change row(long time, long key, long value) {
        return insert(time, key, value);
    }

    @Test
    void aRowIsLookedAtOnlyWhenTheWatermarkHasPassedIt() {
        match(sequence(A, B), -1, PAST, FIRST, LAST)
                .input(row(7, 1, 2), row(3, 1, 1), row(3, 2, 1))
                .watermark(7)
                .expectNothing()
                .input(row(7, 2, 2))
                .watermark(8)
                .expectNet(insert(1L, 3L, 7L), insert(2L, 3L, 7L))
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void aReluctantMatchComesOutAtOnceAndAGreedyOneWhenItIsDecided() {
        match(new RowPattern.Quantified(A, 1, -1, true), -1, PAST, FIRST, LAST)
                .input(row(1, 1, 1))
                .watermark(2)
                .expectNet(insert(1L, 1L, 1L))
                .expectEntries(0)
                .run();
        match(plus(A), -1, PAST, FIRST, LAST)
                .input(row(1, 1, 1))
                .watermark(2)
                .expectNothing()
                .input(row(2, 1, 1))
                .watermark(5)
                .expectNothing()
                .input(row(5, 1, 2), row(6, 1, 1))
                .watermark(7)
                .expectNet(insert(1L, 1L, 2L))
                .watermark(Long.MAX_VALUE)
                .expectNet(insert(1L, 6L, 6L))
                .expectEntries(0)
                .run();
    }

    @Test
    void withinEndsTheWaitWhenTheWatermarkHasPassed() {
        match(plus(A), 10, PAST, FIRST, LAST)
                .input(row(1, 1, 1), row(11, 1, 1), row(12, 2, 1))
                .watermark(11)
                .expectNothing()
                .watermark(12)
                .expectNet(insert(1L, 1L, 11L))
                .watermark(22)
                .expectNothing()
                .watermark(23)
                .expectNet(insert(2L, 12L, 12L))
                .expectEntries(0)
                .run();
    }

    @Test
    void aLongPartialMatchIsWrittenInPieces() {
        OperatorHarness harness = match(sequence(A, plus(C), B), -1, PAST, FIRST, LAST);
        harness.input(row(1, 1, 1));
        for (int epoch = 0; epoch < 30; epoch++) {
            List<Change> rows = new ArrayList<>();
            for (int i = 0; i < 17; i++) {
                rows.add(row(2 + epoch * 17L + i, 1, 5));
            }
            harness.input(0, rows).watermark(2 + epoch * 17L + 17).expectNothing();
        }
        harness.input(row(600, 1, 2))
                .watermark(Long.MAX_VALUE)
                .expectNet(insert(1L, 1L, 600L))
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void piecesOfWhatIsTooOldGo() {
        OperatorHarness harness = match(sequence(A, plus(C), B), 200, PAST, FIRST, LAST);
        for (int epoch = 0; epoch < 40; epoch++) {
            List<Change> rows = new ArrayList<>();
            for (int i = 0; i < 13; i++) {
                rows.add(row(epoch * 13L + i, 1, i == 6 ? 1 : 5));
            }
            harness.input(0, rows).watermark(epoch * 13L + 13).expectNothing();
        }
        // The first row of a match is at most 200 before: that of epoch 25 is at 331.
        harness.input(row(525, 1, 2))
                .watermark(526)
                .expectNothing()
                .watermark(Long.MAX_VALUE)
                .expectNet(insert(1L, 331L, 525L))
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void whatCannotBeCompletedInTimeIsForgotten() {
        match(sequence(A, plus(C), B), 10, PAST, FIRST, LAST)
                .input(row(1, 1, 1), row(2, 1, 5), row(3, 2, 1), row(4, 3, 5))
                .watermark(5)
                .expectNothing()
                .watermark(12)
                .expectNothing()
                .watermark(14)
                .expectNothing()
                .expectEntries(0)
                .run();
    }

    @Test
    void partitionsInWhichNothingBeginsAreNotKept() {
        match(sequence(A, B), -1, PAST, FIRST)
                .input(row(1, 1, 5), row(1, 2, 2), row(2, 3, 1), row(3, 3, 7))
                .watermark(4)
                .expectNothing()
                .expectEntries(0)
                .run();
    }

    @Test
    void aMeasureOfTheNextRowWaitsForIt() {
        NavigatedColumn next =
                new NavigatedColumn.OfNavigation(new RowNavigation(List.of(), false, 0, 1, false), 2, Plans.BIGINT);
        match(sequence(A, B), -1, PAST, LAST, next)
                .input(row(1, 1, 1), row(2, 1, 2))
                .watermark(3)
                .expectNothing()
                .input(row(3, 1, 9), row(4, 1, 1), row(5, 1, 2))
                .watermark(6)
                .expectNet(insert(1L, 2L, 9L))
                .watermark(Long.MAX_VALUE)
                .expectNet(insert(1L, 5L, null))
                .expectEntries(0)
                .run();
    }

    @Test
    void matchesAreNumberedAcrossEpochs() {
        match(A, 5, PAST, LAST, new NavigatedColumn.MatchNumber())
                .input(row(1, 1, 1), row(2, 1, 2), row(2, 2, 1))
                .watermark(3)
                .expectNet(insert(1L, 1L, 1L), insert(2L, 2L, 1L))
                .watermark(50)
                .expectNothing()
                .input(row(60, 1, 1))
                .watermark(61)
                .expectNet(insert(1L, 60L, 2L))
                .run();
    }

    @Test
    void equalRowsAreRowsEach() {
        match(
                        plus(A),
                        -1,
                        PAST,
                        new NavigatedColumn.Aggregated(new PatternAggregate(
                                PatternAggregate.Function.COUNT, List.of(0), -1, false, Plans.BIGINT.notNull())))
                .input(row(1, 1, 1), row(1, 1, 1), row(1, 1, 1), row(2, 1, 2))
                .watermark(3)
                .expectNet(insert(1L, 3L))
                .run();
    }

    @Test
    void overlappingQuantifiersDoNotMultiplyPartialMatches() {
        RowPattern any = plus(C);
        OperatorHarness harness = match(
                sequence(A, any, any, any, any, new RowPattern.Quantified(plus(any), 0, -1, false), B),
                -1,
                PAST,
                FIRST,
                LAST);
        List<Change> rows = new ArrayList<>();
        rows.add(row(0, 1, 1));
        for (int time = 1; time < 3_000; time++) {
            rows.add(row(time, 1, 7));
        }
        harness.input(0, rows)
                .watermark(3_000)
                .expectNothing()
                .input(row(3_000, 1, 2), row(3_001, 1, 7))
                .watermark(4_000)
                .expectNothing()
                .watermark(Long.MAX_VALUE)
                .expectNet(insert(1L, 0L, 3_000L))
                .runOnceWithBatchesOf(1_000);
    }

    /** Each way to choose some of the rows has another sum. */
    @Test
    void partialMatchesThatConditionsTellApartAreLimited() {
        PatternAggregate sum = new PatternAggregate(PatternAggregate.Function.SUM, List.of(0), 0, false, Plans.BIGINT);
        Expression condition =
                Call.of(Function.EQUAL, Plans.BOOLEAN, new InputRef(0, Plans.BIGINT), Literal.of(Plans.BIGINT, -1));
        PatternVariable end = new PatternVariable("e", List.of(new NavigatedColumn.Aggregated(sum)), condition);
        PatternVariable any = new PatternVariable("a", List.of(), null);
        RowPattern choice = new RowPattern.Quantified(new RowPattern.Alternation(List.of(A, B)), 1, -1, false);
        OperatorHarness harness = match(
                sequence(choice, C), -1, PAST, List.of(any, new PatternVariable("b", List.of(), null), end), FIRST);
        List<Change> rows = new ArrayList<>();
        for (int time = 0; time < 30; time++) {
            rows.add(row(time, 1, 1L << time));
        }
        harness.input(0, rows).watermark(100).expectNothing();
        assertThatThrownBy(harness::runOnce)
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> org.assertj.core.api.Assertions.assertThat(e.sqlState())
                                .isEqualTo(SqlState.CONFIGURATION_LIMIT))
                .hasMessageContaining("more than 20000 partial matches");
    }

    @Test
    void skippingToTheFirstRowIsAnError() {
        OperatorHarness harness = match(sequence(A, B), -1, new AfterMatch(Skip.TO_FIRST, List.of(0)), FIRST)
                .input(row(1, 1, 1), row(2, 1, 2))
                .watermark(3)
                .expectNothing();
        assertThatThrownBy(harness::runOnce).hasMessageContaining("the first row of the match");
    }

    @Test
    void aRowWithoutTimeIsAnError() {
        OperatorHarness harness =
                match(A, -1, PAST, FIRST).input(insert(null, 1L, 1L)).expectNothing();
        assertThatThrownBy(harness::runOnce).hasMessageContaining("NULL in the event-time column");
    }
}
