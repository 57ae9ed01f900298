package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.pattern.NavigatedColumn;
import io.millrace.plan.pattern.PatternVariable;
import io.millrace.planner.pattern.PatternMatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;

/** MATCH_RECOGNIZE: rows of a partition meet in one task and are matched in the order of their time. */
final class PatternTranslation {
    private static final NodeId DRAFT = new NodeId("draft");

    private final PlanNodes nodes;
    private final Realization realization;
    private final Expressions expressions;
    private final TranslationSettings settings;

    PatternTranslation(
            PlanNodes nodes, Realization realization, Expressions expressions, TranslationSettings settings) {
        this.nodes = nodes;
        this.realization = realization;
        this.expressions = expressions;
        this.settings = settings;
    }

    Relation translate(PatternMatch match, Relation input) {
        PatternMatch.Spec spec = match.spec();
        Source.Built built = realization.realize(input);
        int timeColumn = timeColumn(spec, built.node());
        List<Integer> keys = spec.partitionKeys().stream().distinct().toList();
        Source.Built distributed = realization.distribute(built, Realization.by(keys));
        PhysicalNode rows = distributed.node();
        List<Expression> columns = ExpressionTree.columnsOf(rows.rowType());
        List<PatternVariable> variables =
                spec.variables().stream().map(this::variable).toList();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < spec.outputs().size(); i++) {
            fields.add(new Field("c" + i, spec.outputs().get(i).type()));
        }
        NodeProperties properties = new NodeProperties(
                new RowType(fields), Changelog.appendOnly("each match is given once"), List.of(), List.of());
        MatchRecognize draft = new MatchRecognize(
                DRAFT,
                rows.id(),
                keys,
                timeColumn,
                spec.order(),
                variables,
                spec.pattern(),
                spec.arguments().stream()
                        .map(argument -> withoutNow(expressions.translate(argument, columns)))
                        .toList(),
                spec.withinMicros(),
                spec.afterMatch(),
                spec.rowsPerMatch(),
                spec.outputs(),
                properties);
        PhysicalNode node = nodes.match(draft);
        return Relation.of(node, null);
    }

    private PatternVariable variable(PatternMatch.Variable variable) {
        if (variable.condition() == null) {
            return new PatternVariable(variable.name(), List.of(), null);
        }
        List<Expression> columns = new ArrayList<>();
        for (NavigatedColumn column : variable.columns()) {
            columns.add(new InputRef(columns.size(), column.type()));
        }
        return new PatternVariable(
                variable.name(), variable.columns(), withoutNow(expressions.translate(variable.condition(), columns)));
    }

    /** A row may be looked at again in a later epoch, and must look the same. */
    private static Expression withoutNow(Expression expression) {
        if (expression instanceof Call call) {
            if (call.function() == Function.EPOCH_TIME) {
                throw MillraceException.notSupported("the current time in DEFINE or an aggregate of MATCH_RECOGNIZE");
            }
            call.arguments().forEach(PatternTranslation::withoutNow);
        }
        return expression;
    }

    /**
     * The column by whose watermark rows become final; −1 if that is when the input has ended. Rows may be taken back until
     * then: who fires on the watermark is not told of changes behind it.
     */
    private int timeColumn(PatternMatch.Spec spec, PhysicalNode input) {
        SortKey first = spec.order().get(0);
        boolean bounded = !first.descending()
                && EventTimes.at(input.properties().eventTimes(), first.column())
                        .isPresent();
        if (bounded) {
            return first.column();
        } else if (settings.finite()) {
            return -1;
        }
        throw new MillraceException(
                SqlState.FEATURE_NOT_SUPPORTED,
                "MATCH_RECOGNIZE in " + settings.what()
                        + " wants an event-time column, ascending, as the first one of ORDER BY; "
                        + input.rowType().name(first.column()) + (first.descending() ? " DESC" : "")
                        + " is none (WATERMARK FOR in CREATE TABLE makes one)");
    }
}
