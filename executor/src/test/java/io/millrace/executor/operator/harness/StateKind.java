package io.millrace.executor.operator.harness;

/** Where an operator's state is while it is tested. */
enum StateKind {
    HEAP("", 0),
    MEMORY("memory", 64 << 20),
    MEMORY_LARGE_CACHE("memory", 1L << 31),
    MEMORY_TINY_CACHE("memory", 1),
    ROCKSDB("rocksdb", 64 << 20),
    ROCKSDB_TINY_CACHE("rocksdb", 1);

    private final String backend;
    private final long cacheBytes;

    StateKind(String backend, long cacheBytes) {
        this.backend = backend;
        this.cacheBytes = cacheBytes;
    }

    /** Name of the state backend; empty for {@link HeapState}. */
    String backend() {
        return backend;
    }

    long cacheBytes() {
        return cacheBytes;
    }
}
