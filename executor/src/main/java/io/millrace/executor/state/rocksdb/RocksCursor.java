package io.millrace.executor.state.rocksdb;

import io.millrace.executor.state.StateCursor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** An iterator and what it needs; sees the moment of its creation. */
final class RocksCursor implements StateCursor {
    private final String map;
    private final Readers readers;
    private final Slice lower;
    private final Slice upper;
    private final ReadOptions options;
    private final RocksIterator iterator;
    private final boolean ascending;
    private boolean begun;
    private boolean closed;

    RocksCursor(
            String map,
            RocksDB database,
            ColumnFamilyHandle family,
            Readers readers,
            byte[] from,
            byte[] to,
            boolean ascending) {
        this.map = map;
        this.readers = readers;
        this.ascending = ascending;
        readers.enter();
        lower = new Slice(from);
        upper = new Slice(to);
        options = new ReadOptions().setIterateLowerBound(lower).setIterateUpperBound(upper);
        iterator = database.newIterator(family, options);
    }

    @Override
    public boolean next() {
        if (!begun) {
            begun = true;
            if (ascending) {
                iterator.seekToFirst();
            } else {
                iterator.seekToLast();
            }
        } else if (ascending) {
            iterator.next();
        } else {
            iterator.prev();
        }
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw RocksStore.failed("cannot read state of " + map, e);
        }
        return false;
    }

    @Override
    public byte[] key() {
        return iterator.key();
    }

    @Override
    public byte[] value() {
        return iterator.value();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            iterator.close();
            options.close();
            upper.close();
            lower.close();
            readers.leave();
        }
    }
}
