package io.millrace.executor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.storage.LocalStorage;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
    @TempDir
    Path directory;

    private CheckpointStore store;

    @BeforeEach
    void takeTwo() throws IOException {
        store = new CheckpointStore(new LocalStorage(), directory);
        for (long id = 1; id <= 2; id++) {
            Path folder = store.begin(id);
            Files.writeString(folder.resolve("state"), "the state of checkpoint " + id);
            store.commit(manifest(id));
        }
    }

    @Test
    void findsTheNewest() {
        assertThat(store.newestSound().orElseThrow().id()).isEqualTo(2);
        assertThat(store.newestSound().orElseThrow().objects()).containsExactly("{\"name\":\"t\"}");
    }

    @Test
    void passesOverAManifestInWhichAnyByteIsWrong() throws IOException {
        assertPassedOver(store.folder(2).resolve("manifest.json"));
    }

    @Test
    void passesOverACheckpointInWhichAnyByteOfAFileIsWrong() throws IOException {
        assertPassedOver(store.folder(2).resolve("state"));
    }

    private void assertPassedOver(Path file) throws IOException {
        byte[] sound = Files.readAllBytes(file);
        for (int i = 0; i < sound.length; i++) {
            byte[] bad = sound.clone();
            bad[i] ^= (byte) (1 << i % 8);
            Files.write(file, bad);
            assertThat(store.newestSound().orElseThrow().id()).as("byte %d", i).isEqualTo(1);
            Files.write(file, java.util.Arrays.copyOf(sound, i));
            assertThat(store.newestSound().orElseThrow().id()).as("%d bytes", i).isEqualTo(1);
        }
        Files.write(file, sound);
        assertThat(store.newestSound().orElseThrow().id()).isEqualTo(2);
    }

    @Test
    void refusesToStartEmptyWhenAllAreDamaged() throws IOException {
        for (long id = 1; id <= 2; id++) {
            Files.delete(store.folder(id).resolve("state"));
        }
        assertThatThrownBy(() -> store.newestSound())
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("no checkpoint")
                .hasMessageContaining(store.folder(1).resolve("state") + " is missing");
    }

    @Test
    void namesASavepointWhoseManifestIsDamagedAndCanStillRemoveIt() throws IOException {
        store.saveAs(store.newestSound().orElseThrow(), "s");
        Path manifest = store.folder("s").resolve("manifest.json");
        Files.writeString(manifest, "{");
        assertThat(store.hasSavepoint("s")).isTrue();
        assertThatThrownBy(() -> store.savepoint("s"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("savepoint \"s\" is damaged")
                .hasMessageContaining(manifest.toString())
                .extracting(error -> ((MillraceException) error).sqlState().code())
                .isEqualTo("XX001");
        store.removeSavepoint("s");
        assertThat(store.hasSavepoint("s")).isFalse();
    }

    private static Manifest manifest(long id) {
        QueryCut cut = new QueryCut("public.q", 10 * id, 0, List.of());
        QueryPoint point = new QueryPoint(
                "public.q", cut, 10 * id, 0, "RUNNING", null, 1, List.of("prepared by task 0"), null, null);
        return new Manifest(
                Manifest.VERSION,
                id,
                null,
                10 * id,
                1,
                0,
                0,
                List.of("{\"name\":\"t\"}"),
                List.of(point),
                List.of(),
                List.of(),
                List.of());
    }
}
