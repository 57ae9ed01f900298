package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.Manifest.TablePoint;
import io.millrace.executor.relation.DifferenceView;
import io.millrace.executor.relation.PinnedView;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.relation.SharedView;
import io.millrace.executor.state.StateStore;
import io.millrace.plan.node.Materialize;
import io.millrace.spi.error.MillraceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tables and views that a stopped query reads, opened as they were when it stopped.
 *
 * <p><b>Threading:</b> opening blocks. <b>Ownership:</b> the stores are closed with the last view of what has changed since.
 */
final class StoppedInput {
    private final Map<String, Relation> then = new LinkedHashMap<>();
    private final SharedStores stores = new SharedStores();

    private StoppedInput() {}

    /** @param reads names of the tables and views */
    static StoppedInput open(EngineState state, StopBase base, Set<String> reads) {
        StoppedInput opened = new StoppedInput();
        try {
            for (String name : reads) {
                CatalogObject object = state.find(name)
                        .orElseThrow(() -> MillraceException.internal(name + ", which a stopped query reads, is gone"));
                opened.then.put(name, opened.relation(state, base, object));
            }
            return opened;
        } catch (RuntimeException e) {
            opened.release();
            throw e;
        }
    }

    private Relation relation(EngineState state, StopBase base, CatalogObject object) {
        boolean isTable = object.plan() == null;
        StateStore store = state.backends.open(
                state.options.state().backend(),
                state.newWorkDirectory("stopped-" + object.name()),
                isTable ? base.tables() : base.state(object.name()));
        stores.add(store);
        if (isTable) {
            TablePoint point = base.stop().tables().stream()
                    .filter(table -> table.table().equals(object.name()))
                    .findFirst()
                    .orElseThrow(() -> MillraceException.internal(
                            "what table " + object.name() + " held when a query stopped is not known"));
            return new Relation(
                    object.name(),
                    object.columns(),
                    object.primaryKey(),
                    store,
                    point.map(),
                    base.stop().epoch(),
                    point.watermarkMicros(),
                    Definitions.timeColumns(object));
        }
        Materialize root = (Materialize) Definitions.plan(object).root();
        return new Relation(
                object.name(),
                object.columns(),
                root.key(),
                store,
                QueryBuilder.VIEW_MAP,
                base.stop().epoch(),
                base.stop().watermarks().getOrDefault(object.name(), Long.MIN_VALUE),
                QueryBuilder.timeColumns(root));
    }

    /** What has changed up to pinned rows, which stay the caller's; to be closed. */
    SharedView until(PinnedView now) {
        Relation before = then.get(now.relation().name());
        if (before == null) {
            throw new IllegalStateException(now.relation().name() + " is not read");
        }
        return stores.hold(new DifferenceView(before.pinNewest(), now.again()));
    }

    void release() {
        stores.release();
    }
}
