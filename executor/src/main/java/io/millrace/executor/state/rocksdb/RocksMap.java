package io.millrace.executor.state.rocksdb;

import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A column family. */
final class RocksMap implements StateMap {
    private final String name;
    private final RocksDB database;
    final ColumnFamilyHandle family;
    private final Readers readers;

    RocksMap(String name, RocksDB database, ColumnFamilyHandle family, Readers readers) {
        this.name = name;
        this.database = database;
        this.family = family;
        this.readers = readers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        readers.enter();
        try {
            return database.get(family, key);
        } catch (RocksDBException e) {
            throw RocksStore.failed("cannot read state of " + name, e);
        } finally {
            readers.leave();
        }
    }

    @Override
    public byte[] @Nullable [] multiGet(byte[][] keys) {
        readers.enter();
        try {
            List<byte[]> values = database.multiGetAsList(Collections.nCopies(keys.length, family), List.of(keys));
            return values.toArray(byte[][]::new);
        } catch (RocksDBException e) {
            throw RocksStore.failed("cannot read state of " + name, e);
        } finally {
            readers.leave();
        }
    }

    @Override
    public StateCursor scan(byte[] from, byte[] to) {
        return new RocksCursor(name, database, family, readers, from, to, true);
    }

    @Override
    public StateCursor scanBackward(byte[] from, byte[] to) {
        return new RocksCursor(name, database, family, readers, from, to, false);
    }
}
