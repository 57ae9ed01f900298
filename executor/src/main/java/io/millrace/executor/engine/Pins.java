package io.millrace.executor.engine;

import io.millrace.executor.relation.PinnedView;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.relation.RelationView;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds one epoch at which several tables and views can be read together: the newest that all views have published, or, if they
 * have none in common, a new one that each is made to close.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class Pins {
    private final EngineState state;
    private final List<Request> open = new ArrayList<>();
    private Runnable lead = () -> {};

    /** Relations at one epoch, by name. */
    record Pinned(long epoch, Map<String, PinnedView> views) {
        void close() {
            views.values().forEach(RelationView::close);
        }
    }

    private static final class Request {
        final Set<String> names;
        final long epochAtLeast;
        final CompletableFuture<Pinned> future = new CompletableFuture<>();
        final Map<String, PinnedView> views = new HashMap<>();
        long forcedEpoch;
        boolean forcing;

        Request(Set<String> names, long epochAtLeast) {
            this.names = names;
            this.epochAtLeast = epochAtLeast;
        }
    }

    Pins(EngineState state) {
        this.state = state;
    }

    /** What to do when barriers are due. */
    void onForced(Runnable leadQueries) {
        lead = leadQueries;
    }

    /** Pins relations at one epoch, not before the one given. */
    CompletableFuture<Pinned> pin(Set<String> names, long epochAtLeast) {
        Request request = new Request(new LinkedHashSet<>(names), Math.max(epochAtLeast, state.readableFrom));
        try {
            names.forEach(state::relation);
            if (!tryServe(request)) {
                open.add(request);
            }
        } catch (MillraceException e) {
            fail(request, e);
        }
        return request.future;
    }

    /** Looks again at what waits; something was published, or a query has failed. */
    void resolve() {
        for (Request request : List.copyOf(open)) {
            try {
                if (tryServe(request)) {
                    open.remove(request);
                }
            } catch (MillraceException e) {
                open.remove(request);
                fail(request, e);
            }
        }
    }

    void failAll(MillraceException error) {
        List<Request> all = List.copyOf(open);
        open.clear();
        all.forEach(request -> fail(request, error));
    }

    private static void fail(Request request, MillraceException error) {
        request.views.values().forEach(RelationView::close);
        request.future.completeExceptionally(error);
    }

    private boolean tryServe(Request request) {
        List<ManagedQuery> views = views(request);
        for (ManagedQuery view : views) {
            requireReadable(view);
        }
        if (request.forcedEpoch > 0) {
            return tryServeForced(request, views);
        }
        for (Long epoch = commonEpoch(request, views); epoch != null; epoch = commonEpoch(request, views)) {
            if (pinned(request, epoch)) {
                request.future.complete(new Pinned(epoch, request.views));
                return true;
            }
        }
        boolean coming = views.stream().anyMatch(view -> view.epochsInFlight() > 0 || !view.ready.isDone());
        if (!coming && !request.forcing && !state.recovering) {
            request.forcing = true;
            state.epochs.whenClosed(forced -> force(request, forced));
        }
        return request.future.isDone();
    }

    /** All or none: a checkpoint that is written beside may leave the epoch behind at any moment. */
    private boolean pinned(Request request, long epoch) {
        for (String name : request.names) {
            PinnedView view = state.relation(name).tryPin(epoch);
            if (view == null) {
                request.views.values().forEach(RelationView::close);
                request.views.clear();
                return false;
            }
            request.views.put(name, view);
        }
        return true;
    }

    private List<ManagedQuery> views(Request request) {
        List<ManagedQuery> views = new ArrayList<>();
        for (String name : request.names) {
            ManagedQuery query = state.queries.get(name);
            if (query != null) {
                views.add(query);
            } else if (!state.tables.containsKey(name)) {
                throw new MillraceException(SqlState.UNDEFINED_TABLE, "\"" + name + "\" was dropped");
            }
        }
        return views;
    }

    private static void requireReadable(ManagedQuery view) {
        MillraceException error = view.error;
        if (error != null) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "view " + view.name() + " has failed: " + error.getMessage(),
                    error);
        }
    }

    private @Nullable Long commonEpoch(Request request, List<ManagedQuery> views) {
        long stable = state.epochs.stable();
        List<Long> candidates = views.isEmpty() ? List.of(stable) : new ArrayList<>();
        for (ManagedQuery view : views) {
            if (!view.ready.isDone()) {
                return null;
            }
            Relation relation = state.relation(view.name());
            candidates.addAll(relation.standsStill() ? List.of(stable) : relation.readableEpochs());
        }
        return candidates.stream()
                .filter(epoch -> epoch >= request.epochAtLeast)
                .filter(epoch -> readable(request, epoch))
                .max(Long::compare)
                .orElse(null);
    }

    private boolean readable(Request request, long epoch) {
        for (String name : request.names) {
            ManagedTable table = state.tables.get(name);
            boolean here = table != null
                    ? epoch <= state.epochs.stable() && table.relation().reaches(epoch)
                    : state.relation(name).readableAt(epoch);
            if (!here) {
                return false;
            }
        }
        return true;
    }

    /** Makes every view close that epoch, and holds what can be held at once. */
    private void force(Request request, long epoch) {
        request.forcedEpoch = epoch;
        for (String name : request.names) {
            ManagedQuery view = state.queries.get(name);
            Relation relation = state.relation(name);
            if (view == null || relation.standsStill()) {
                request.views.put(name, relation.pin(epoch));
            } else {
                forceUpstream(view, epoch);
            }
        }
        lead.run();
        resolve();
    }

    private static void forceUpstream(ManagedQuery view, long epoch) {
        boolean stopped = view.hasStopped() || view.state == ManagedQuery.State.STOPPED;
        if (!stopped && !view.closed && !view.ended) {
            view.forced.putIfAbsent(epoch, false);
            view.upstream.forEach(up -> forceUpstream(up, epoch));
        }
    }

    private boolean tryServeForced(Request request, List<ManagedQuery> views) {
        for (ManagedQuery view : views) {
            Relation relation = state.relation(view.name());
            if (!request.views.containsKey(view.name()) && relation.readableAt(request.forcedEpoch)) {
                request.views.put(view.name(), relation.pin(request.forcedEpoch));
            }
        }
        if (request.views.size() < request.names.size()) {
            return false;
        }
        request.future.complete(new Pinned(request.forcedEpoch, request.views));
        return true;
    }
}
