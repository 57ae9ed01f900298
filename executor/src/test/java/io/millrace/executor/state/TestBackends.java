package io.millrace.executor.state;

import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.executor.state.rocksdb.RocksBackend;
import java.util.stream.Stream;

/** Every backend, for tests that run on each. */
public final class TestBackends {
    private TestBackends() {}

    public static Stream<String> names() {
        return Stream.of("memory", "rocksdb");
    }

    /** Memory budgets to try: none, too little, plenty. */
    public static Stream<Long> memoryBytes(String name) {
        return name.equals("memory") ? Stream.of(0L, 250_000L, 1L << 30) : Stream.of(0L, 1L << 30);
    }

    /** How often to repeat a random test: a file system takes its time. */
    public static int runs(String name) {
        return name.equals("memory") ? 2 : 1;
    }

    public static StateBackend open(String name) {
        return switch (name) {
            case "memory" -> MemoryBackend.memory();
            case "filesystem" -> MemoryBackend.filesystem();
            case "rocksdb" -> new RocksBackend(8 << 20, 8 << 20);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
