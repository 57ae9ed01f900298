package io.millrace.executor.state;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state backends of a database by name. A store is restored from the snapshot of whichever of them wrote it: entries have
 * the same bytes in all.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class StateBackends implements AutoCloseable {
    private static final int COPY_ENTRIES = 4_096;
    /** Keys begin with their key group, which is less, or with 0. */
    private static final byte[] ALL_FROM = {};

    private static final byte[] ALL_TO = {(byte) 0xFF};

    private final Map<String, StateBackend> byName = new LinkedHashMap<>();

    public StateBackends(List<StateBackend> backends) {
        backends.forEach(backend -> byName.put(backend.name(), backend));
    }

    /** @throws MillraceException 22023 if there is none of that name */
    public StateBackend byName(String name) {
        StateBackend backend = byName.get(name);
        if (backend == null) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    "option 'state.backend' is '" + name + "'; expected one of " + String.join(", ", byName.keySet())
                            + Nearest.hint(name, byName.keySet()));
        }
        return backend;
    }

    /**
     * Opens the state of one query.
     *
     * @param directory empty working directory, owned by the store from now on
     * @param restoreFrom a snapshot of any backend; null to begin empty
     */
    public StateStore open(String name, Path directory, @Nullable Path restoreFrom) {
        StateBackend backend = byName(name);
        if (restoreFrom == null || backend.reads(restoreFrom)) {
            return backend.open(directory, restoreFrom);
        }
        StateStore store = backend.open(directory, null);
        Path beside = directory.resolveSibling(directory.getFileName() + "-taken-over");
        try (StateStore from = reader(restoreFrom).open(beside, restoreFrom)) {
            copy(from, store);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        deleteTree(beside);
        return store;
    }

    private StateBackend reader(Path snapshot) {
        return byName.values().stream()
                .filter(backend -> backend.reads(snapshot))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        SqlState.DATA_CORRUPTED, snapshot + " holds no snapshot of state that is known"));
    }

    private static void copy(StateStore from, StateStore to) {
        for (StateMap map : from.maps()) {
            StateMap target = to.map(map.name());
            StateWrites writes = new StateWrites();
            try (StateCursor entries = map.scan(ALL_FROM, ALL_TO)) {
                while (entries.next()) {
                    writes.put(target, entries.key(), entries.value());
                    if (writes.entries().size() == COPY_ENTRIES) {
                        to.write(writes);
                        writes = new StateWrites();
                    }
                }
            }
            to.write(writes);
        }
    }

    private static void deleteTree(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new MillraceException(SqlState.IO_ERROR, "cannot delete " + directory + ": " + e, e);
        }
    }

    @Override
    public void close() {
        byName.values().forEach(StateBackend::close);
    }
}
