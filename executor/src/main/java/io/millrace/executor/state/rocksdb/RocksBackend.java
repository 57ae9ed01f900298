package io.millrace.executor.state.rocksdb;

import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.StateStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBufferManager;

/**
 * Keeps state in RocksDB, one database a store, one column family a map, no write-ahead log. The stores share one block
 * cache and one write-buffer manager.
 *
 * <p><b>Ownership:</b> close it after its stores.
 */
public final class RocksBackend implements StateBackend {
    private static final long WRITE_BUFFER_BYTES_MIN = 1 << 20;
    private static final long WRITE_BUFFER_BYTES_MAX = 32 << 20;

    private final LRUCache blockCache;
    private final WriteBufferManager writeBuffers;
    private final long writeBufferBytes;

    /**
     * @param blockCacheBytesMax native memory for blocks, indexes and filters read from files, over all stores
     * @param writeBufferBytesMax native memory for what was written and is not yet in files, over all stores
     */
    public RocksBackend(long blockCacheBytesMax, long writeBufferBytesMax) {
        RocksDB.loadLibrary();
        // Write buffers are charged to the cache, so that together they stay in one budget.
        blockCache = new LRUCache(blockCacheBytesMax + writeBufferBytesMax);
        writeBuffers = new WriteBufferManager(writeBufferBytesMax, blockCache);
        writeBufferBytes = Math.max(WRITE_BUFFER_BYTES_MIN, Math.min(WRITE_BUFFER_BYTES_MAX, writeBufferBytesMax / 4));
    }

    @Override
    public String name() {
        return "rocksdb";
    }

    @Override
    public boolean reads(Path snapshot) {
        return RocksStore.isSnapshot(snapshot);
    }

    @Override
    public StateStore open(Path directory, @Nullable Path restoreFrom) {
        try {
            RocksOptions options = new RocksOptions(blockCache, writeBuffers, writeBufferBytes);
            return RocksStore.open(directory, restoreFrom, options);
        } catch (RocksDBException e) {
            throw RocksStore.failed("cannot open the state in " + directory, e);
        }
    }

    @Override
    public void close() {
        writeBuffers.close();
        blockCache.close();
    }
}
