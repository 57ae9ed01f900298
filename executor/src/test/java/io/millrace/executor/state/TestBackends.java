package io.millrace.executor.state;

import io.millrace.executor.state.memory.MemoryBackend;
import java.util.stream.Stream;

/** Every backend, for tests that run on each. */
public final class TestBackends {
    private TestBackends() {}

    public static Stream<String> names() {
        return Stream.of("memory");
    }

    public static StateBackend open(String name) {
        return switch (name) {
            case "memory" -> new MemoryBackend();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
