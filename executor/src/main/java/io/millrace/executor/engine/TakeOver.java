package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.log.SplitCut;
import io.millrace.plan.node.Calc;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distinct;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.LookupJoin;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.Recursion;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SessionWindow;
import io.millrace.plan.node.SetOperation;
import io.millrace.plan.node.SubPlan;
import io.millrace.plan.node.TemporalJoin;
import io.millrace.plan.node.TimeBuckets;
import io.millrace.plan.node.TopN;
import io.millrace.plan.node.UnionAll;
import io.millrace.plan.node.Unnest;
import io.millrace.plan.node.Upsert;
import io.millrace.plan.node.Values;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.plan.node.WindowAggregate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a new query takes over from a savepoint. State is right only together with all that determines it, and with the rows that have
 * come of it: so what is taken over is the whole plan of an old view, where the new plan has the same as a part, and the old view's rows
 * are what those who read that part get first. Everything else is made anew from its input, from the beginning.
 *
 * <p>A pure function of plan and savepoint, so that a recovery comes to the same.
 */
final class TakeOver {
    private final CatalogObject object;
    private final PhysicalPlan plan;
    private final Manifest savepoint;
    private final Map<String, CatalogObject> now;
    private final List<Kept> kept = new ArrayList<>();
    /** By node of the new plan; ends with why its state is not kept. */
    private final Map<NodeId, String> reasons = new HashMap<>();

    private final Map<QueryPoint, CatalogObject> views = new LinkedHashMap<>();

    /**
     * An old view's plan as a part of the new one.
     *
     * @param root of the part
     * @param names of its nodes in the old plan, by those in the new one
     */
    record Kept(NodeId root, QueryPoint point, CatalogObject view, Map<NodeId, NodeId> names) {
        Set<String> reads() {
            PhysicalPlan old = Definitions.plan(view);
            return names.values().stream()
                    .map(old::node)
                    .filter(node -> node instanceof RelationScan)
                    .map(node -> ((RelationScan) node).relation())
                    .collect(Collectors.toSet());
        }
    }

    /** @param now the objects there are now, by name */
    TakeOver(CatalogObject object, Manifest savepoint, Map<String, CatalogObject> now) {
        this.object = object;
        this.plan = Definitions.plan(object);
        this.savepoint = savepoint;
        this.now = now;
        Map<String, CatalogObject> then = new HashMap<>();
        savepoint.objects().stream().map(CatalogJson::read).forEach(one -> then.put(one.name(), one));
        for (QueryPoint point : savepoint.queries()) {
            CatalogObject view = then.get(point.query());
            if (view != null && view.kind() == CatalogObject.Kind.MATERIALIZED_VIEW && view.plan() != null) {
                views.put(point, view);
            }
        }
        find();
    }

    List<Kept> kept() {
        return List.copyOf(kept);
    }

    private void find() {
        Set<NodeId> covered = new HashSet<>();
        List<PhysicalNode> nodes = plan.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            PhysicalNode node = nodes.get(i);
            if (!covered.contains(node.id()) && !(node instanceof Materialize) && !(node instanceof Exchange)) {
                SubPlan part = SubPlan.of(plan, node.id());
                Kept found = same(part);
                if (found != null) {
                    kept.add(found);
                    part.nodes().forEach(one -> covered.add(one.id()));
                }
            }
        }
    }

    private @Nullable Kept same(SubPlan part) {
        for (Map.Entry<QueryPoint, CatalogObject> view : views.entrySet()) {
            PhysicalPlan old = Definitions.plan(view.getValue());
            SubPlan whole = SubPlan.of(old, given(old, old.root().inputs().get(0)));
            if (!whole.isSameAs(part)) {
                continue;
            }
            String why = whyNot(part, view.getKey(), view.getValue());
            if (why == null) {
                Map<NodeId, NodeId> names = new LinkedHashMap<>();
                for (int i = 0; i < part.nodes().size(); i++) {
                    names.put(part.nodes().get(i).id(), whole.nodes().get(i).id());
                }
                return new Kept(part.root().id(), view.getKey(), view.getValue(), names);
            }
            part.nodes().forEach(node -> reasons.putIfAbsent(node.id(), why));
        }
        return null;
    }

    /** Behind exchanges. */
    private static NodeId given(PhysicalPlan plan, NodeId id) {
        return plan.node(id) instanceof Exchange exchange ? given(plan, exchange.input()) : id;
    }

    private @Nullable String whyNot(SubPlan part, QueryPoint point, CatalogObject view) {
        String of = "that of " + view.name();
        if (point.status().equals("FAILED")) {
            return of + " had failed";
        } else if (!Objects.equals(
                view.options().get("on_error"), object.options().get("on_error"))) {
            return of + " has another on_error";
        }
        for (PhysicalNode node : part.nodes()) {
            if (node instanceof VolatileCalc || node instanceof Values || node instanceof Recursion) {
                return of + " holds " + label(node) + ", whose state belongs to its query alone";
            } else if (node instanceof RelationScan scan) {
                String changed = changed(scan.relation());
                if (changed != null) {
                    return changed;
                }
            }
        }
        return whyNotHere(part, view);
    }

    private @Nullable String whyNotHere(SubPlan part, CatalogObject view) {
        Set<NodeId> own = part.nodes().stream().map(PhysicalNode::id).collect(Collectors.toSet());
        Set<String> relations = relations(part.nodes());
        for (PhysicalNode reader : plan.nodes()) {
            boolean outside = !own.contains(reader.id());
            if (outside
                    && reader.inputs().stream()
                            .anyMatch(input -> own.contains(input)
                                    && !input.equals(part.root().id()))) {
                return "what it reads is read by " + label(reader) + " as well, which needs all of it";
            } else if (outside && reader instanceof RelationScan scan && relations.contains(scan.relation())) {
                return scan.relation() + " is read elsewhere in the query as well, which needs all of it";
            }
        }
        for (Kept other : kept) {
            if (!relations.isEmpty()
                    && !other.reads().isEmpty()
                    && !other.view().name().equals(view.name())) {
                return "tables and views are taken over as one query had them, and "
                        + other.view().name() + " is that one";
            }
        }
        PhysicalNode blind = keyed(part.root().id());
        return blind == null
                ? null
                : label(blind) + " reads it without an exchange, and the rows it has given lie by another key";
    }

    /** Who keeps state by key and gets the rows of a node as they lie; null for nobody. */
    private @Nullable PhysicalNode keyed(NodeId id) {
        for (PhysicalNode reader : plan.nodes()) {
            if (!reader.inputs().contains(id) || reader instanceof Exchange || reader instanceof Materialize) {
                continue;
            }
            boolean plain = reader instanceof Calc || reader instanceof UnionAll || reader instanceof Unnest;
            PhysicalNode found = plain ? keyed(reader.id()) : reader;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Set<String> relations(List<PhysicalNode> nodes) {
        return nodes.stream()
                .filter(node -> node instanceof RelationScan)
                .map(node -> ((RelationScan) node).relation())
                .collect(Collectors.toSet());
    }

    private @Nullable String changed(String relation) {
        CatalogObject then = savepoint.objects().stream()
                .map(CatalogJson::read)
                .filter(one -> one.name().equals(relation))
                .findFirst()
                .orElse(null);
        CatalogObject there = now.get(relation);
        boolean same = then != null
                && there != null
                && then.kind() == there.kind()
                && then.columns().equals(there.columns())
                && then.primaryKey().equals(there.primaryKey())
                && Objects.equals(then.watermark(), there.watermark())
                && Objects.equals(then.plan(), there.plan());
        return same ? null : relation + " was created anew since";
    }

    /** Where its splits are read on, by the names of the new scans. */
    List<SplitCut> splits() {
        List<SplitCut> splits = new ArrayList<>();
        for (Kept part : kept) {
            part.names().forEach((name, old) -> part.point().cut().splits().stream()
                    .filter(split -> split.scan().equals(old.value()))
                    .forEach(split -> splits.add(new SplitCut(
                            name.value(),
                            split.split(),
                            split.position(),
                            split.watermarkMicros(),
                            split.idle(),
                            split.ended()))));
        }
        return splits;
    }

    /** What becomes of each operator that has state, for people. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (PhysicalNode node : plan.nodes()) {
            if (!hasState(node)) {
                continue;
            }
            Kept from = keptWith(node.id());
            if (from != null) {
                remarks.add(label(node) + ": kept, as " + from.names().get(node.id()) + " of "
                        + from.view().name() + " had it");
            } else {
                remarks.add(label(node) + ": rebuilt from its whole input, as " + why(node));
            }
        }
        return remarks;
    }

    private @Nullable Kept keptWith(NodeId id) {
        return kept.stream()
                .filter(part -> part.names().containsKey(id))
                .findFirst()
                .orElse(null);
    }

    private String why(PhysicalNode node) {
        String known = reasons.get(node.id());
        if (known != null) {
            return known;
        }
        SubPlan part = SubPlan.of(plan, node.id());
        for (CatalogObject view : views.values()) {
            PhysicalPlan old = Definitions.plan(view);
            for (PhysicalNode other : old.nodes()) {
                if (other.getClass() == node.getClass()
                        && SubPlan.of(old, other.id()).isSameAs(part)) {
                    return other.id() + " of " + view.name()
                            + " has the same state, but no view holds the rows it has given";
                }
            }
        }
        return "no view of the savepoint has it over the same input";
    }

    /**
     * What cannot be rebuilt in full, for people: input that the savepoint has read and that is not there any more.
     *
     * @param splitsNow the splits of a scan's source as it is now
     */
    List<String> losses(Function<ConnectorScan, Set<String>> splitsNow) {
        List<String> losses = new ArrayList<>();
        for (PhysicalNode node : plan.nodes()) {
            if (node instanceof ConnectorScan scan && keptWith(scan.id()) == null) {
                Set<String> gone = new TreeSet<>(readThen(scan));
                gone.removeAll(splitsNow.apply(scan));
                if (!gone.isEmpty()) {
                    losses.add(String.join(", ", above(scan)) + ": dropped, as " + why(scan) + ", and of table "
                            + scan.table().name() + " \"" + String.join("\", \"", gone)
                            + "\", which the savepoint has read, is gone");
                }
            }
        }
        return losses;
    }

    /** The splits of a table that queries of the savepoint had read. */
    private Set<String> readThen(ConnectorScan scan) {
        Set<String> splits = new LinkedHashSet<>();
        views.forEach((point, view) -> {
            for (PhysicalNode old : Definitions.plan(view).nodes()) {
                if (old instanceof ConnectorScan other
                        && other.connector().equals(scan.connector())
                        && other.table().equals(scan.table())) {
                    point.cut().splits().stream()
                            .filter(split -> split.scan().equals(other.id().value()))
                            .forEach(split -> splits.add(split.split()));
                }
            }
        });
        return splits;
    }

    /** Operators with state that a scan feeds; the scan itself if there is none. */
    private List<String> above(ConnectorScan scan) {
        List<String> fed = plan.nodes().stream()
                .filter(TakeOver::hasState)
                .filter(node -> SubPlan.of(plan, node.id()).nodes().contains(scan))
                .map(TakeOver::label)
                .toList();
        return fed.isEmpty() ? List.of(label(scan)) : fed;
    }

    private static String label(PhysicalNode node) {
        return node.getClass().getSimpleName() + " " + node.id();
    }

    private static boolean hasState(PhysicalNode node) {
        return node instanceof GroupAggregate
                || node instanceof WindowAggregate
                || node instanceof SessionWindow
                || node instanceof TimeBuckets
                || node instanceof Join
                || node instanceof TemporalJoin
                || node instanceof LookupJoin
                || node instanceof Recursion
                || node instanceof Distinct
                || node instanceof SetOperation
                || node instanceof TopN
                || node instanceof Over
                || node instanceof MatchRecognize
                || node instanceof Upsert
                || node instanceof VolatileCalc;
    }
}
