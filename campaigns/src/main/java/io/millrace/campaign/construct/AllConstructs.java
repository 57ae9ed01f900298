package io.millrace.campaign.construct;

import io.millrace.campaign.grammar.Construct;
import io.millrace.campaign.grammar.Constructs;
import io.millrace.campaign.grammar.Expr;
import io.millrace.campaign.grammar.Query;
import io.millrace.campaign.grammar.Relation;
import java.util.ArrayList;
import java.util.List;

/** The list of them: a new construct is added here. The first of each sort is the simplest, and always applies. */
public final class AllConstructs {
    private static final List<String> FEATURES = List.of(
            "HAVING",
            "FILTER",
            "DISTINCT aggregate",
            "ROLLUP/CUBE/GROUPING SETS",
            "GROUPING",
            "WITH ORDINALITY",
            "correlation",
            "OVER: ranking",
            "OVER: LAG/LEAD",
            "OVER: FIRST/LAST/NTH_VALUE",
            "OVER: ROWS",
            "OVER: RANGE",
            "window deduplication",
            Selects.OF_EVENT_TIME);

    private AllConstructs() {}

    public static Constructs all() {
        return new Constructs(expressions(), aggregates(), sources(), queries(), FEATURES);
    }

    private static List<Construct.OfExpression> expressions() {
        List<Construct.OfExpression> all = new ArrayList<>(List.of(
                new Comparison(),
                new Arithmetic(),
                new Logic(),
                new NullTest(),
                new NullValue(),
                new Division(),
                new CaseWhen(),
                new CaseOf(),
                new Coalesce(),
                new NullIf(),
                new GreatestLeast(),
                new Between(),
                new InList(),
                new Like(),
                new DistinctFrom(),
                new Casting(),
                new ToDate(),
                new JsonMember(),
                new MapAccess(),
                new Exists(),
                new InQuery(),
                new Quantified(),
                new ScalarQuery()));
        all.addAll(ScalarFunctions.all());
        return all;
    }

    private static List<Construct<Expr>> aggregates() {
        List<Construct<Expr>> all = new ArrayList<>(List.of(
                new CountAll(), new Count(), new Sum(), new MinMax(), new Average(), new MinBy(), new JsonArray()));
        all.addAll(OneArgument.all());
        return all;
    }

    private static List<Construct<Relation>> sources() {
        return List.of(
                new TableSource(),
                new FromQuery(),
                new Joined("JOIN", 14),
                new Joined("LEFT JOIN", 8),
                new Joined("RIGHT JOIN", 4),
                new Joined("FULL JOIN", 4),
                new CrossJoin(),
                new Lateral(),
                new AsofJoin(),
                new Unnested(),
                new NestedColumns(),
                new CollectedArrays(),
                new WindowRows());
    }

    private static List<Construct<Query>> queries() {
        return List.of(
                new PlainSelect(),
                new GroupBy(),
                new GlobalAggregate(),
                new SelectDistinct(),
                new SetOperation("UNION ALL", 5),
                new SetOperation("UNION", 5),
                new SetOperation("INTERSECT", 6),
                new SetOperation("INTERSECT ALL", 6),
                new SetOperation("EXCEPT", 6),
                new SetOperation("EXCEPT ALL", 6),
                new WithQuery(),
                new OrderLimit(),
                new OverFunctions(false),
                new OverFunctions(true),
                new TopPerKey(),
                new WindowAggregation(EventWindow.Shape.TUMBLE),
                new WindowAggregation(EventWindow.Shape.HOP),
                new WindowAggregation(EventWindow.Shape.CUMULATE),
                new WindowAggregation(EventWindow.Shape.SESSION),
                new WindowJoin(),
                new WindowTopN(),
                new TemporalJoin(),
                new RowPattern(),
                new Recursion(),
                new IntervalJoin());
    }
}
