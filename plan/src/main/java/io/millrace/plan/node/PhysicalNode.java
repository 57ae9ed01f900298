package io.millrace.plan.node;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.millrace.spi.type.RowType;
import java.util.List;

/** A node of the physical plan: data only. Inputs are named by id, so that a node may feed several others. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "node")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConnectorScan.class, name = "connector-scan"),
    @JsonSubTypes.Type(value = RelationScan.class, name = "relation-scan"),
    @JsonSubTypes.Type(value = Values.class, name = "values"),
    @JsonSubTypes.Type(value = Upsert.class, name = "upsert"),
    @JsonSubTypes.Type(value = Calc.class, name = "calc"),
    @JsonSubTypes.Type(value = VolatileCalc.class, name = "volatile-calc"),
    @JsonSubTypes.Type(value = Exchange.class, name = "exchange"),
    @JsonSubTypes.Type(value = GroupAggregate.class, name = "group-aggregate"),
    @JsonSubTypes.Type(value = WindowAggregate.class, name = "window-aggregate"),
    @JsonSubTypes.Type(value = WindowAssign.class, name = "window-assign"),
    @JsonSubTypes.Type(value = SessionWindow.class, name = "session-window"),
    @JsonSubTypes.Type(value = TimeBuckets.class, name = "time-buckets"),
    @JsonSubTypes.Type(value = WatermarkDelay.class, name = "watermark-delay"),
    @JsonSubTypes.Type(value = Unnest.class, name = "unnest"),
    @JsonSubTypes.Type(value = Join.class, name = "join"),
    @JsonSubTypes.Type(value = TemporalJoin.class, name = "temporal-join"),
    @JsonSubTypes.Type(value = LookupJoin.class, name = "lookup-join"),
    @JsonSubTypes.Type(value = Recursion.class, name = "recursion"),
    @JsonSubTypes.Type(value = Distinct.class, name = "distinct"),
    @JsonSubTypes.Type(value = UnionAll.class, name = "union-all"),
    @JsonSubTypes.Type(value = SetOperation.class, name = "set-operation"),
    @JsonSubTypes.Type(value = Sort.class, name = "sort"),
    @JsonSubTypes.Type(value = TopN.class, name = "top-n"),
    @JsonSubTypes.Type(value = Over.class, name = "over"),
    @JsonSubTypes.Type(value = MatchRecognize.class, name = "match-recognize"),
    @JsonSubTypes.Type(value = Materialize.class, name = "materialize"),
    @JsonSubTypes.Type(value = SinkWrite.class, name = "sink-write"),
    @JsonSubTypes.Type(value = Collect.class, name = "collect")
})
public sealed interface PhysicalNode
        permits ConnectorScan,
                RelationScan,
                Values,
                Upsert,
                Calc,
                VolatileCalc,
                Exchange,
                GroupAggregate,
                WindowAggregate,
                WindowAssign,
                SessionWindow,
                TimeBuckets,
                WatermarkDelay,
                Unnest,
                Join,
                TemporalJoin,
                LookupJoin,
                Recursion,
                Distinct,
                UnionAll,
                SetOperation,
                Sort,
                TopN,
                Over,
                MatchRecognize,
                Materialize,
                SinkWrite,
                Collect {
    /** Stable across restarts and upgrades. */
    NodeId id();

    /** The nodes this one reads, in the order of its inputs; empty for a scan. */
    List<NodeId> inputs();

    NodeProperties properties();

    <R> R accept(Visitor<R> visitor);

    default RowType rowType() {
        return properties().rowType();
    }

    default Changelog changelog() {
        return properties().changelog();
    }

    /** One method a kind of node and no default, so that a new kind breaks what does not know it. */
    interface Visitor<R> {
        R visit(ConnectorScan node);

        R visit(RelationScan node);

        R visit(Values node);

        R visit(Upsert node);

        R visit(Calc node);

        R visit(VolatileCalc node);

        R visit(Exchange node);

        R visit(GroupAggregate node);

        R visit(WindowAggregate node);

        R visit(WindowAssign node);

        R visit(SessionWindow node);

        R visit(TimeBuckets node);

        R visit(WatermarkDelay node);

        R visit(Unnest node);

        R visit(Join node);

        R visit(TemporalJoin node);

        R visit(LookupJoin node);

        R visit(Recursion node);

        R visit(Distinct node);

        R visit(UnionAll node);

        R visit(SetOperation node);

        R visit(Sort node);

        R visit(TopN node);

        R visit(Over node);

        R visit(MatchRecognize node);

        R visit(Materialize node);

        R visit(SinkWrite node);

        R visit(Collect node);
    }
}
