package io.millrace.executor.state.rocksdb;

import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.StateWrites;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/** One RocksDB. Owns all its native objects. */
final class RocksStore implements StateStore {
    private static final String SST_SUFFIX = ".sst";

    private final RocksDB database;
    private final RocksOptions options;
    private final Readers readers;
    private final Map<String, RocksMap> maps = new HashMap<>();
    private final List<ColumnFamilyHandle> families = new ArrayList<>();

    private RocksStore(RocksDB database, RocksOptions options, Readers readers) {
        this.database = database;
        this.options = options;
        this.readers = readers;
    }

    /** @param options owned by the store from now on */
    static RocksStore open(Path directory, @Nullable Path restoreFrom, RocksOptions options) {
        try {
            Files.createDirectories(directory);
            if (restoreFrom != null) {
                take(restoreFrom, directory);
            }
            return open(directory, options);
        } catch (RocksDBException e) {
            options.close();
            throw failed("cannot open the state in " + (restoreFrom == null ? directory : restoreFrom), e);
        } catch (IOException e) {
            options.close();
            throw new MillraceException(
                    SqlState.IO_ERROR, "cannot open state in " + directory + " from " + restoreFrom + ": " + e, e);
        }
    }

    /** Table files never change and are linked; the rest is small and copied. */
    private static void take(Path from, Path directory) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Path target = directory.resolve(file.getFileName().toString());
                if (!file.getFileName().toString().endsWith(SST_SUFFIX) || !link(file, target)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static boolean link(Path from, Path to) {
        try {
            Files.createLink(to, from);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static RocksStore open(Path directory, RocksOptions options) throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (byte[] name : familyNames(directory)) {
            descriptors.add(new ColumnFamilyDescriptor(name, options.family));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB database;
        try {
            database = RocksDB.open(options.database, directory.toString(), descriptors, handles);
        } catch (RocksDBException e) {
            if (e.getMessage() == null || !e.getMessage().contains("Compression type")) {
                throw e;
            }
            options.compressNothing();
            handles.clear();
            database = RocksDB.open(options.database, directory.toString(), descriptors, handles);
        }
        RocksStore store = new RocksStore(database, options, new Readers(directory.toString()));
        for (int i = 0; i < handles.size(); i++) {
            store.add(new String(descriptors.get(i).getName(), StandardCharsets.UTF_8), handles.get(i));
        }
        return store;
    }

    static boolean isSnapshot(Path directory) {
        return Files.exists(directory.resolve("CURRENT"));
    }

    private static List<byte[]> familyNames(Path directory) throws RocksDBException {
        if (!isSnapshot(directory)) {
            return List.of(RocksDB.DEFAULT_COLUMN_FAMILY);
        }
        try (Options listing = new Options()) {
            return RocksDB.listColumnFamilies(listing, directory.toString());
        }
    }

    private RocksMap add(String name, ColumnFamilyHandle family) {
        families.add(family);
        RocksMap map = new RocksMap(name, database, family, readers);
        maps.put(name, map);
        return map;
    }

    @Override
    public synchronized List<StateMap> maps() {
        return List.copyOf(maps.values());
    }

    @Override
    public synchronized StateMap map(String name) {
        RocksMap map = maps.get(name);
        if (map != null) {
            return map;
        }
        readers.enter();
        try {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            return add(name, database.createColumnFamily(new ColumnFamilyDescriptor(bytes, options.family)));
        } catch (RocksDBException e) {
            throw failed("cannot create state map " + name, e);
        } finally {
            readers.leave();
        }
    }

    @Override
    public void write(StateWrites writes) {
        readers.enter();
        try (WriteBatch batch = new WriteBatch()) {
            for (StateWrites.Entry entry : writes.entries()) {
                ColumnFamilyHandle family = ((RocksMap) entry.map()).family;
                if (entry.rangeEnd() != null) {
                    batch.deleteRange(family, entry.key(), entry.rangeEnd());
                } else if (entry.value() != null) {
                    batch.put(family, entry.key(), entry.value());
                } else {
                    batch.delete(family, entry.key());
                }
            }
            database.write(options.write, batch);
        } catch (RocksDBException e) {
            throw failed("cannot write state", e);
        } finally {
            readers.leave();
        }
    }

    @Override
    public List<Path> snapshot(Path directory, boolean incremental) {
        readers.enter();
        try {
            flush();
            Files.delete(directory); // RocksDB wants to make it, and moves it into place when it is whole
            try (Checkpoint checkpoint = Checkpoint.create(database)) {
                checkpoint.createCheckpoint(directory.toString());
            }
            List<Path> files = filesOf(directory);
            if (!incremental) {
                for (Path file : files) {
                    unshare(file);
                }
            }
            return files.stream().map(Path::getFileName).toList();
        } catch (RocksDBException e) {
            throw failed("cannot write a snapshot of state to " + directory, e);
        } catch (IOException e) {
            throw new MillraceException(
                    SqlState.IO_ERROR, "cannot write a snapshot of state to " + directory + ": " + e, e);
        } finally {
            readers.leave();
        }
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Makes a hard link a file of its own. */
    private static void unshare(Path file) throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".copy");
        Files.copy(file, copy);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void flush() throws RocksDBException {
        List<ColumnFamilyHandle> all;
        synchronized (this) {
            all = List.copyOf(families);
        }
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true).setAllowWriteStall(true)) {
            database.flush(flush, all);
        }
    }

    @Override
    public long sizeBytes() {
        readers.enter();
        try {
            return database.getAggregatedLongProperty("rocksdb.estimate-live-data-size")
                    + database.getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables");
        } catch (RocksDBException e) {
            throw failed("cannot measure state", e);
        } finally {
            readers.leave();
        }
    }

    @Override
    public void close() {
        if (!readers.close()) {
            return;
        }
        database.cancelAllBackgroundWork(true);
        families.forEach(ColumnFamilyHandle::close);
        database.close();
        options.close();
    }

    static MillraceException failed(String what, RocksDBException cause) {
        Status status = cause.getStatus();
        Status.Code code = status == null ? Status.Code.Undefined : status.getCode();
        boolean full = status != null && status.getSubCode() == Status.SubCode.NoSpace;
        if (full) {
            return new MillraceException(SqlState.DISK_FULL, what + ": " + cause.getMessage(), cause);
        }
        SqlState state =
                switch (code) {
                    case Corruption -> SqlState.DATA_CORRUPTED;
                    case IOError, NotFound, Undefined -> SqlState.IO_ERROR;
                    default -> SqlState.INTERNAL_ERROR;
                };
        return new MillraceException(state, what + ": " + cause.getMessage(), cause);
    }
}
