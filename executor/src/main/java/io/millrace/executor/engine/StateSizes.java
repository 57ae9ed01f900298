package io.millrace.executor.engine;

import io.millrace.executor.engine.StateInfo.Kind;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.log.SplitCut;
import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the state of queries by walking through it.
 *
 * <p><b>Threading:</b> any thread but the conductor; blocks.
 */
final class StateSizes {
    private static final Logger LOG = LoggerFactory.getLogger(StateSizes.class);
    private static final byte[] FROM = {};
    private static final byte[] TO = {(byte) 0xFF};
    /** Of an 8-byte offset and ordinal each. */
    private static final int POSITION_BYTES = 16;

    private StateSizes() {}

    /** What is measured. */
    record Measured(
            String query, StateStore store, @Nullable QueryCut cut) {
        static Measured of(ManagedQuery query) {
            return new Measured(query.name(), query.store, query.publishedCut);
        }
    }

    static List<StateInfo> of(List<Measured> queries) {
        List<StateInfo> rows = new ArrayList<>();
        for (Measured query : queries) {
            try {
                for (StateMap map : query.store().maps()) {
                    addMap(query.query(), map, rows);
                }
            } catch (MillraceException e) {
                LOG.debug("query {} ended while its state was measured", query.query(), e);
            }
            addPositions(query, rows);
        }
        return rows;
    }

    private static void addMap(String query, StateMap map, List<StateInfo> rows) {
        int slash = map.name().indexOf('/');
        Map<Integer, long[]> byGroup = new TreeMap<>();
        try (StateCursor entries = map.scan(FROM, TO)) {
            while (entries.next()) {
                byte[] key = entries.key();
                int group = slash < 0 || key.length < 2 ? -1 : (key[0] & 0xFF) << 8 | key[1] & 0xFF;
                long[] sums = byGroup.computeIfAbsent(group, g -> new long[2]);
                sums[0]++;
                sums[1] += key.length + entries.value().length;
            }
        }
        byGroup.forEach((group, sums) -> rows.add(
                slash < 0
                        ? new StateInfo(query, "", map.name(), Kind.VIEW, null, sums[0], sums[1])
                        : new StateInfo(
                                query,
                                map.name().substring(0, slash),
                                map.name().substring(slash + 1),
                                Kind.KEYED,
                                group,
                                sums[0],
                                sums[1])));
    }

    private static void addPositions(Measured query, List<StateInfo> rows) {
        QueryCut cut = query.cut();
        if (cut == null) {
            return;
        }
        Map<String, Long> splits = new TreeMap<>();
        for (SplitCut split : cut.splits()) {
            splits.merge(split.scan(), 1L, Long::sum);
        }
        splits.forEach((scan, count) -> rows.add(
                new StateInfo(query.query(), scan, "positions", Kind.OPERATOR, null, count, count * POSITION_BYTES)));
    }
}
