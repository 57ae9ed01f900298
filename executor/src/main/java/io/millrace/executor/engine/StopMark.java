package io.millrace.executor.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * That a query is stopped, as its catalog object says it, so that log and checkpoints do.
 *
 * @param savepoint taken there; empty for none
 * @param epoch the last one it closed
 */
record StopMark(String savepoint, long epoch) {
    private static final String SAVEPOINT = "stopped.savepoint";
    private static final String EPOCH = "stopped.epoch";

    /** Empty if the query is not stopped. */
    static Optional<StopMark> of(CatalogObject object) {
        String epoch = object.options().get(EPOCH);
        return epoch == null
                ? Optional.empty()
                : Optional.of(new StopMark(object.options().getOrDefault(SAVEPOINT, ""), Long.parseLong(epoch)));
    }

    CatalogObject on(CatalogObject object) {
        Map<String, String> options = new LinkedHashMap<>(object.options());
        options.put(SAVEPOINT, savepoint);
        options.put(EPOCH, Long.toString(epoch));
        return object.with(options);
    }

    static CatalogObject off(CatalogObject object) {
        return object.with(without(object.options()));
    }

    static Map<String, String> without(Map<String, String> options) {
        Map<String, String> others = new LinkedHashMap<>(options);
        others.remove(SAVEPOINT);
        others.remove(EPOCH);
        return others;
    }
}
