package io.millrace.executor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.state.memory.MemoryBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend keeps the contract of {@link StateStore}. */
class StateBackendContractTest {
    @TempDir
    Path directory;

    static Stream<StateBackend> backends() {
        return Stream.of("memory", "filesystem", "rocksdb").map(TestBackends::open);
    }

    private int stores;

    private StateStore open(StateBackend backend, @Nullable Path from) throws IOException {
        return backend.open(Files.createDirectory(directory.resolve("store" + ++stores)), from);
    }

    private Path snapshot(StateStore store, String name) throws IOException {
        Path target = Files.createDirectory(directory.resolve(name));
        List<Path> files = store.snapshot(target, true);
        try (Stream<Path> written = Files.walk(target)) {
            assertThat(written.filter(Files::isRegularFile).map(target::relativize))
                    .containsExactlyInAnyOrderElementsOf(files);
        }
        return target;
    }

    private static byte[] key(int group, String rest) {
        byte[] text = rest.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[2 + text.length];
        key[0] = (byte) (group >>> 8);
        key[1] = (byte) group;
        System.arraycopy(text, 0, key, 2, text.length);
        return key;
    }

    private static List<String> drain(StateCursor cursor) {
        List<String> entries = new ArrayList<>();
        try (cursor) {
            while (cursor.next()) {
                entries.add(text(cursor.key()) + "=" + text(cursor.value()));
            }
        }
        return entries;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void agreesWithAnOrderedMap(StateBackend backend) throws IOException {
        try (backend) {
            for (int seed = 0; seed < 2 * TestBackends.runs(backend.name()); seed++) {
                compareWithModel(backend, new Random(Long.getLong("millrace.seed", 1) * 1000 + seed), "seed" + seed);
            }
        }
    }

    private void compareWithModel(StateBackend backend, Random random, String name) throws IOException {
        List<TreeMap<byte[], byte[]>> models = new ArrayList<>();
        StateStore store = open(backend, null);
        for (int i = 0; i < 3; i++) {
            models.add(new TreeMap<>(Arrays::compareUnsigned));
        }
        for (int step = 0; step < 30; step++) {
            StateWrites writes = new StateWrites();
            for (int n = random.nextInt(400); n > 0; n--) {
                int map = random.nextInt(3);
                change(store.map("operator-" + map + "/tab le"), models.get(map), writes, random);
            }
            store.write(writes);
            for (int map = 0; map < 3; map++) {
                compare(store.map("operator-" + map + "/tab le"), models.get(map), random);
            }
            if (random.nextInt(5) == 0) {
                Path snapshot = snapshot(store, name + "-" + step);
                store.close();
                store = open(backend, snapshot);
            }
        }
        store.close();
    }

    private static byte[] randomKey(Random random) {
        byte[] key = new byte[2 + random.nextInt(3)];
        random.nextBytes(key);
        key[0] = 0;
        key[1] = (byte) random.nextInt(8);
        return key;
    }

    private static void change(StateMap map, TreeMap<byte[], byte[]> model, StateWrites writes, Random random) {
        byte[] key = randomKey(random);
        int kind = random.nextInt(40);
        if (kind == 0) {
            byte[] to = randomKey(random);
            if (Arrays.compareUnsigned(key, to) < 0) {
                writes.deleteRange(map, key, to);
                model.subMap(key, to).clear();
            }
        } else if (kind < 12) {
            writes.delete(map, key);
            model.remove(key);
        } else {
            byte[] value = new byte[random.nextInt(20)];
            random.nextBytes(value);
            writes.put(map, key, value);
            model.put(key, value);
        }
    }

    private static void compare(StateMap map, TreeMap<byte[], byte[]> model, Random random) {
        byte[][] keys = new byte[20][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = random.nextBoolean() || model.isEmpty() ? randomKey(random) : model.firstKey();
        }
        Arrays.sort(keys, Arrays::compareUnsigned);
        byte[][] values = map.multiGet(keys);
        for (int i = 0; i < keys.length; i++) {
            assertThat(values[i]).isEqualTo(model.get(keys[i]));
            assertThat(map.get(keys[i])).isEqualTo(model.get(keys[i]));
        }
        byte[] from = randomKey(random);
        byte[] to = randomKey(random);
        if (Arrays.compareUnsigned(from, to) <= 0) {
            List<String> expected = texts(model.subMap(from, to));
            assertThat(drain(map.scan(from, to))).isEqualTo(expected);
            List<String> descending = texts(model.subMap(from, true, to, false).descendingMap());
            assertThat(drain(map.scanBackward(from, to))).isEqualTo(descending);
        }
        assertThat(drain(map.scan(new byte[] {0, 0}, new byte[] {1}))).isEqualTo(texts(model));
    }

    private static List<String> texts(Map<byte[], byte[]> entries) {
        return entries.entrySet().stream()
                .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aScanSeesTheMomentItBegan(StateBackend backend) throws IOException {
        try (backend;
                StateStore store = open(backend, null)) {
            StateMap map = store.map("a");
            put(store, map, "1", "one");
            put(store, map, "3", "three");
            try (StateCursor cursor = map.scan(key(7, ""), key(8, ""))) {
                put(store, map, "2", "two");
                put(store, map, "3", "changed");
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.value()).isEqualTo("one".getBytes(StandardCharsets.UTF_8));
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.value()).isEqualTo("three".getBytes(StandardCharsets.UTF_8));
                assertThat(cursor.next()).isFalse();
            }
        }
    }

    private static void put(StateStore store, StateMap map, String key, String value) {
        StateWrites writes = new StateWrites();
        writes.put(map, key(7, key), value.getBytes(StandardCharsets.UTF_8));
        store.write(writes);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aSnapshotStaysAsItWas(StateBackend backend) throws IOException {
        try (backend;
                StateStore store = open(backend, null)) {
            put(store, store.map("a"), "1", "one");
            put(store, store.map("b"), "1", "eins");
            Path first = snapshot(store, "first");
            put(store, store.map("a"), "1", "two");
            Path second = snapshot(store, "second");
            put(store, store.map("a"), "1", "three");
            try (StateStore restored = open(backend, first);
                    StateStore alsoRestored = open(backend, first);
                    StateStore newer = open(backend, second)) {
                put(restored, restored.map("a"), "2", "own");
                assertThat(text(restored.map("a").get(key(7, "1")))).isEqualTo("one");
                assertThat(alsoRestored.map("a").get(key(7, "2"))).isNull();
                assertThat(text(newer.map("a").get(key(7, "1")))).isEqualTo("two");
                assertThat(text(newer.map("b").get(key(7, "1")))).isEqualTo("eins");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void filesThatDidNotChangeAreShared(StateBackend backend) throws IOException {
        assertThat(share(backend, true)).isEqualTo(!backend.name().equals("memory"));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aFullSnapshotSharesNothing(StateBackend backend) throws IOException {
        assertThat(share(backend, false)).isFalse();
    }

    /** Whether two snapshots have a file in common, some of the state not having changed between. */
    private boolean share(StateBackend backend, boolean incremental) throws IOException {
        try (backend;
                StateStore store = open(backend, null)) {
            put(store, store.map("still"), "1", "one");
            List<Path> first = store.snapshot(Files.createDirectory(directory.resolve("first")), incremental);
            put(store, store.map("moving"), "1", "one");
            List<Path> second = store.snapshot(Files.createDirectory(directory.resolve("second")), incremental);
            return second.stream()
                    .anyMatch(file -> first.contains(file)
                            && sameFile(
                                    directory.resolve("first").resolve(file),
                                    directory.resolve("second").resolve(file)));
        }
    }

    static Stream<Arguments> pairs() {
        List<String> names = List.of("memory", "filesystem", "rocksdb");
        return names.stream().flatMap(from -> names.stream().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void restoresWhatAnotherBackendWrote(String from, String to) throws IOException {
        StateBackends backends = new StateBackends(Stream.of("memory", "filesystem", "rocksdb")
                .map(TestBackends::open)
                .toList());
        try (backends) {
            Path snapshot;
            try (StateStore store = backends.open(from, Files.createDirectory(directory.resolve("from")), null)) {
                for (int i = 0; i < 10_000; i++) {
                    put(store, store.map("a"), "key" + i, "value" + i);
                }
                put(store, store.map("b"), "1", "eins");
                snapshot = snapshot(store, "snapshot");
            }
            Path home = Files.createDirectory(directory.resolve("to"));
            try (StateStore restored = backends.open(to, home, snapshot)) {
                assertThat(text(restored.map("b").get(key(7, "1")))).isEqualTo("eins");
                for (int i = 0; i < 10_000; i++) {
                    assertThat(text(restored.map("a").get(key(7, "key" + i)))).isEqualTo("value" + i);
                }
            }
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("from", "snapshot", "to");
            }
        }
    }

    private static boolean sameFile(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesADamagedFileOfTheMemoryBackend() throws IOException {
        try (StateBackend backend = MemoryBackend.memory();
                StateStore store = open(backend, null)) {
            put(store, store.map("a"), "1", "one");
            Path snapshot = snapshot(store, "first");
            Path file = snapshot.resolve("000001.state");
            byte[] content = Files.readAllBytes(file);
            for (int i = 0; i < content.length; i++) {
                byte[] damaged = content.clone();
                damaged[i] ^= 4;
                Path directoryOfDamaged = Files.createDirectory(directory.resolve("damaged" + i));
                Files.write(directoryOfDamaged.resolve("000001.state"), damaged);
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> open(backend, directoryOfDamaged))
                        .hasMessageContaining("000001.state is damaged");
            }
        }
    }
}
