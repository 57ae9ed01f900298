package io.millrace.executor.state.memory;

import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.StateWrites;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps in the heap. Writers and snapshots are one at a time; readers never wait. */
final class MemoryStore implements StateStore {
    private final Path directory;
    private final boolean sharesFiles;
    private final Map<String, MemoryMap> maps = new LinkedHashMap<>();
    /** By map; also the lock of snapshots. */
    private final Map<String, KeptFile> snapshotFiles = new LinkedHashMap<>();

    private long filesWritten;

    private MemoryStore(Path directory, boolean sharesFiles) {
        this.directory = directory;
        this.sharesFiles = sharesFiles;
    }

    static MemoryStore open(Path directory, @Nullable Path restoreFrom, boolean sharesFiles) {
        MemoryStore store = new MemoryStore(directory, sharesFiles);
        try {
            Files.createDirectories(directory);
            if (restoreFrom != null) {
                store.restore(restoreFrom);
            }
        } catch (IOException e) {
            throw new MillraceException(
                    SqlState.IO_ERROR, "cannot open state in " + directory + " from " + restoreFrom + ": " + e, e);
        }
        return store;
    }

    private void restore(Path from) throws IOException {
        for (Path file : SnapshotFile.in(from)) {
            SnapshotFile.Content content = SnapshotFile.read(file);
            MemoryMap map = new MemoryMap(content.map());
            map.set(content.entries());
            maps.put(content.map(), map);
        }
    }

    @Override
    public synchronized List<StateMap> maps() {
        return List.copyOf(maps.values());
    }

    @Override
    public synchronized StateMap map(String name) {
        return maps.computeIfAbsent(name, MemoryMap::new);
    }

    @Override
    public synchronized void write(StateWrites writes) {
        Map<StateMap, List<OrderedEntries.Change>> byMap = new LinkedHashMap<>();
        for (StateWrites.Entry entry : writes.entries()) {
            byMap.computeIfAbsent(entry.map(), map -> new ArrayList<>())
                    .add(new OrderedEntries.Change(entry.key(), entry.value(), entry.rangeEnd()));
        }
        byMap.forEach((map, changes) -> ((MemoryMap) map).apply(changes));
    }

    @Override
    public List<Path> snapshot(Path target, boolean incremental) {
        synchronized (snapshotFiles) {
            try {
                return incremental && sharesFiles ? snapshotOfChanges(target) : wholeSnapshot(target);
            } catch (IOException e) {
                throw new MillraceException(SqlState.IO_ERROR, "cannot write a snapshot to " + target + ": " + e, e);
            }
        }
    }

    private List<Path> wholeSnapshot(Path target) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, OrderedEntries> map : contents().entrySet()) {
            Path file = Path.of(SnapshotFile.name(++filesWritten));
            SnapshotFile.write(target.resolve(file), map.getKey(), map.getValue());
            files.add(file);
        }
        return files;
    }

    private List<Path> snapshotOfChanges(Path target) throws IOException {
        List<Path> files = new ArrayList<>();
        Map<String, OrderedEntries> now = contents();
        for (Map.Entry<String, OrderedEntries> map : now.entrySet()) {
            KeptFile kept = snapshotFiles.get(map.getKey());
            if (kept == null || !kept.holds(map.getValue())) {
                KeptFile old = kept;
                kept = new KeptFile(map.getValue(), SnapshotFile.name(++filesWritten));
                SnapshotFile.write(directory.resolve(kept.file), map.getKey(), kept.entries);
                snapshotFiles.put(map.getKey(), kept);
                if (old != null) {
                    Files.delete(directory.resolve(old.file));
                }
            }
            link(directory.resolve(kept.file), target.resolve(kept.file));
            files.add(Path.of(kept.file));
        }
        return files;
    }

    /** The file in the working directory that holds this version of a map. */
    private record KeptFile(OrderedEntries entries, String file) {
        @SuppressWarnings("ReferenceEquality") // versions are immutable
        boolean holds(OrderedEntries other) {
            return entries == other;
        }
    }

    /** The content of every map at one moment. */
    private synchronized Map<String, OrderedEntries> contents() {
        Map<String, OrderedEntries> contents = new LinkedHashMap<>();
        maps.values().forEach(map -> contents.put(map.name(), map.entries()));
        return contents;
    }

    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(from, to);
        }
    }

    @Override
    public synchronized long sizeBytes() {
        return maps.values().stream().mapToLong(map -> map.entries().bytes()).sum();
    }

    @Override
    public void close() {}
}
