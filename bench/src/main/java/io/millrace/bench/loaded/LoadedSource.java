package io.millrace.bench.loaded;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/** The splits of another source, each read once; the offset is the number of the row in its split. */
final class LoadedSource implements Source {
    private record Key(String table, Map<String, String> options, String split) {}

    private static final ConcurrentMap<Key, List<RowBatch>> LOADED = new ConcurrentHashMap<>();

    private final ConnectorTable table;
    private final Source made;

    LoadedSource(ConnectorTable table, Source made) {
        this.table = table;
        this.made = made;
    }

    @Override
    public Boundedness boundedness() {
        return made.boundedness();
    }

    @Override
    public List<Split> splits() {
        return made.splits().stream()
                .map(split -> new Split(split.id(), SplitPosition.START))
                .toList();
    }

    @Override
    public SplitReader open(Split split, SplitPosition position, List<Integer> columns, ReadContext context) {
        List<RowBatch> batches = LOADED.computeIfAbsent(
                new Key(table.name(), table.options(), split.id()), key -> load(split.id(), context));
        return new LoadedReader(batches, columns.stream().mapToInt(i -> i).toArray(), position.offset());
    }

    private List<RowBatch> load(String id, ReadContext context) {
        Split split = made.splits().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        List<Integer> all = IntStream.range(0, table.columns().size()).boxed().toList();
        List<RowBatch> batches = new ArrayList<>();
        try (SplitReader reader = made.open(split, split.start(), all, context)) {
            SplitReader.Status status = SplitReader.Status.MORE;
            while (status != SplitReader.Status.END) {
                BatchBuilder rows = new BatchBuilder(table.columns());
                status = reader.read(rows, SplitReader.NO_LIMIT);
                batches.add(rows.build());
            }
        }
        return batches;
    }
}
