package io.millrace.executor.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.StateWrites;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest {
    @TempDir
    Path directory;

    private final RocksBackend backend = new RocksBackend(4 << 20, 4 << 20);

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    private static void fill(StateStore store, StateMap map) {
        StateWrites writes = new StateWrites();
        for (int i = 0; i < 5000; i++) {
            writes.put(map, new byte[] {0, 1, (byte) (i >>> 8), (byte) i}, new byte[100]);
        }
        store.write(writes);
    }

    @Test
    void closingWaitsForOpenCursors() throws InterruptedException {
        StateStore store = backend.open(directory.resolve("work"), null);
        StateMap map = store.map("m");
        fill(store, map);
        Thread closer = new Thread(store::close);
        try (StateCursor cursor = map.scan(new byte[] {0, 1}, new byte[] {0, 2})) {
            assertThat(cursor.next()).isTrue();
            closer.start();
            while (closer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            int left = 0;
            while (cursor.next()) {
                left++;
            }
            assertThat(left).isEqualTo(4999);
        }
        closer.join();
        assertThatThrownBy(() -> map.get(new byte[] {0, 1}))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("has been closed");
        assertThatThrownBy(() -> map.scan(new byte[] {0, 1}, new byte[] {0, 2}))
                .hasMessageContaining("has been closed");
        store.close();
    }

    @Test
    void refusesASnapshotWithADamagedFile() throws IOException {
        Path snapshot = Files.createDirectory(directory.resolve("snapshot"));
        try (StateStore store = backend.open(directory.resolve("work"), null)) {
            fill(store, store.map("m"));
            store.snapshot(snapshot, true);
        }
        try (Stream<Path> files = Files.list(snapshot)) {
            Path table = files.filter(file -> file.toString().endsWith(".sst"))
                    .findFirst()
                    .orElseThrow();
            byte[] content = Files.readAllBytes(table);
            Files.delete(table);
            Files.write(table, Arrays.copyOf(content, content.length / 2));
        }
        assertThatThrownBy(() -> backend.open(directory.resolve("again"), snapshot))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("cannot open the state in " + snapshot);
    }
}
