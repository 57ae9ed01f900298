package io.millrace.executor.engine;

import io.millrace.executor.log.QueryCut;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.relation.SharedView;
import io.millrace.plan.node.NodeId;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a durable query needs to begin again at a barrier behind it, while the process lives: the points at which its state store
 * held its state and nothing else, the cuts of all epochs since that came to anything, and where it stood in the changes of what
 * it reads. Holding on to a change keeps those behind it in memory; what is older than the newest checkpoint is let go of.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class QueryPast {
    /** Oldest first; the newest is what the store holds, unless that is {@link #torn}. */
    private final Deque<Point> points = new ArrayDeque<>();
    /** Of epochs behind the oldest point, by epoch. */
    private final TreeMap<Long, QueryCut> cuts = new TreeMap<>();
    /** What it read first, for as long as it may have to begin there. */
    private final Map<String, SharedView> firstRows = new LinkedHashMap<>();

    /** Likewise what nodes had given before whose state was taken over from another query. */
    private final Map<NodeId, SharedView> given = new LinkedHashMap<>();

    /** The state it began with; null if that was none, or if it never begins there again. */
    private @Nullable Path firstFiles;

    private Runnable onFirstFilesLeft = () -> {};

    private @Nullable QueryStart beginning;
    /** The epoch at which it began. */
    private long firstEpoch = -1;

    private boolean torn;
    private int appendsMissing;

    /**
     * A barrier.
     *
     * @param cut of that barrier; null for the beginning of a new query, whose store is empty
     * @param stoodAt the last change it had taken, by relation
     */
    record Point(long epoch, @Nullable QueryCut cut, Map<String, Change> stoodAt) {}

    /** The query begins, or goes on from a checkpoint that its store was restored from, or from where it was stopped. */
    void begin(long epoch, QueryStart start, Set<String> relations, QueryBuilder.Starts starts) {
        Map<String, Change> stoodAt = new HashMap<>();
        for (String name : relations) {
            stoodAt.put(name, starts.from(name));
            RelationView rows = starts.view(name);
            if (rows instanceof SharedView shared) {
                firstRows.put(name, shared);
            }
        }
        start.rows().forEach((node, rows) -> given.put(node, rows.again()));
        beginning = start;
        torn = false;
        firstEpoch = epoch;
        points.add(new Point(epoch, start.cut(), stoodAt));
    }

    /**
     * It began with state of another query.
     *
     * @param files a snapshot of that
     * @param onLeft called when they are needed no more
     */
    void beganWith(Path files, Runnable onLeft) {
        firstFiles = files;
        onFirstFilesLeft = onLeft;
    }

    /** Every scan has ended an epoch there. */
    void cutReached(QueryCut cut) {
        if (!points.isEmpty()) {
            cuts.put(cut.epoch(), cut);
        }
    }

    /** What it closed after its newest published epoch has come to nothing: it is part of a later epoch then. */
    void forgetAfter(long published) {
        cuts.tailMap(published, false).clear();
    }

    /** An epoch whose cut is not in the log has come to nothing: repeating it would change nothing. */
    void cameToNothing(long epoch) {
        cuts.remove(epoch);
    }

    /** A cut is on its way into the log, which must hold it before the epoch may be repeated. */
    void appended() {
        appendsMissing++;
    }

    void appendDone() {
        appendsMissing--;
    }

    boolean isLogged() {
        return appendsMissing == 0;
    }

    /**
     * State was set aside at a barrier.
     *
     * @return to be called when the store holds it
     */
    Runnable frozen(long epoch, QueryCut cut) {
        return () -> {
            Point newest = points.peekLast();
            if (newest == null || newest.epoch() >= epoch) {
                return;
            }
            Map<String, Change> stoodAt = new HashMap<>();
            newest.stoodAt().forEach((name, change) -> stoodAt.put(name, upTo(change, epoch)));
            points.addLast(new Point(epoch, cut, stoodAt));
        };
    }

    private static Change upTo(Change from, long epoch) {
        Change last = from;
        for (Change next = last.next(); next != null && next.epoch() <= epoch; next = last.next()) {
            last = next;
        }
        return last;
    }

    /** A checkpoint holds it up to that epoch: it never begins before it again. */
    void committed(long epoch) {
        while (points.size() > 1 && points.getFirst().epoch() < epoch) {
            points.removeFirst();
            closeFirstRows();
        }
        if (!points.isEmpty()) {
            cuts.headMap(points.getFirst().epoch(), true).clear();
        }
    }

    /** Writing state into the store has failed half way: what it holds is of no barrier. */
    void tear() {
        torn = true;
    }

    boolean torn() {
        return torn;
    }

    /** The point whose state the store holds; null if there is none any more. */
    @Nullable Point newest() {
        return points.peekLast();
    }

    /** The oldest point it may have to begin at; null if it never begins again. */
    @Nullable Point oldest() {
        return points.peekFirst();
    }

    /** The epochs of all points that are known. */
    Set<Long> epochs() {
        return points.stream().map(Point::epoch).collect(Collectors.toSet());
    }

    /** The point at exactly that epoch; null if it is not known. */
    @Nullable Point at(long epoch) {
        return points.stream()
                .filter(point -> point.epoch() == epoch)
                .findFirst()
                .orElse(null);
    }

    /** Where it began with an empty store; null if a checkpoint has left that behind. */
    @Nullable Point beginningEmpty() {
        Point oldest = points.peekFirst();
        return oldest != null && oldest.cut() == null && firstFiles == null ? oldest : null;
    }

    /** Where it began with {@link #firstFiles}; null if it did not, or a checkpoint has left that behind. */
    @Nullable Point beginningTaken() {
        Point oldest = points.peekFirst();
        return oldest != null && oldest.cut() == null && firstFiles != null ? oldest : null;
    }

    @Nullable Path firstFiles() {
        return firstFiles;
    }

    /** Where it began when it was resumed; null if a checkpoint has left that behind. */
    @Nullable Point beginningStopped() {
        Point oldest = points.peekFirst();
        return oldest != null && oldest.epoch() == firstEpoch && oldest.cut() != null ? oldest : null;
    }

    /** The store holds a point's state again, and newer points are gone. */
    void returnedTo(Point point) {
        points.removeIf(other -> other.epoch() > point.epoch());
        torn = false;
    }

    /** What it has to repeat from a point on. */
    List<QueryCut> cutsAfter(Point point) {
        return new ArrayList<>(cuts.tailMap(point.epoch(), false).values());
    }

    /** The cuts of epochs behind one, up to another. */
    List<QueryCut> cutsBetween(long after, long upTo) {
        return after >= upTo
                ? List.of()
                : List.copyOf(cuts.subMap(after, false, upTo, true).values());
    }

    int cutsKept() {
        return cuts.size();
    }

    /** How it begins at a point. */
    QueryStart startAt(Point point, long timeMicros, boolean held) {
        QueryCut cut = point.cut();
        QueryStart begun = beginning;
        if (cut != null || begun == null) {
            return QueryStart.restored(
                    cut == null ? new QueryCut("", point.epoch(), 0, List.of()) : cut, timeMicros, held);
        }
        return new QueryStart(null, begun.splits(), timeMicros, held, 0, given);
    }

    /** Where its scans of tables and views begin at a point. */
    QueryBuilder.Starts startsAt(Point point) {
        return new QueryBuilder.Starts() {
            @Override
            public @Nullable RelationView view(String relation) {
                SharedView rows = point.epoch() == firstEpoch ? firstRows.get(relation) : null;
                return rows == null ? null : rows.again();
            }

            @Override
            public Change from(String relation) {
                Change change = point.stoodAt().get(relation);
                if (change == null) {
                    throw new IllegalStateException("it is not known where " + relation + " was left");
                }
                return change;
            }
        };
    }

    private void closeFirstRows() {
        firstRows.values().forEach(RelationView::close);
        firstRows.clear();
        given.values().forEach(RelationView::close);
        given.clear();
        if (firstFiles != null) {
            firstFiles = null;
            onFirstFilesLeft.run();
        }
    }

    /** It never begins again. */
    void close() {
        closeFirstRows();
        points.clear();
        cuts.clear();
    }
}
