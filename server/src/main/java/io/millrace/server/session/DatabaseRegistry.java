package io.millrace.server.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The open databases of a JVM: one per name or canonical path, however many connections want it; the last to leave
 * closes it.
 *
 * <p><b>Threading:</b> any thread; opening or closing one database does not hold up another.
 */
public final class DatabaseRegistry {
    private final DatabaseOpener opener;
    private final ConcurrentMap<DatabaseLocation, Entry> entries = new ConcurrentHashMap<>();

    public DatabaseRegistry(DatabaseOpener opener) {
        this.opener = opener;
    }

    /** Joins the database at {@code location}, opening it if nobody has it open. The lease must be closed. */
    public Lease acquire(DatabaseLocation location) {
        return acquire(location, Map.of());
    }

    /** Likewise; the settings hold if the database is opened now. */
    public Lease acquire(DatabaseLocation location, Map<String, String> settings) {
        if (location instanceof DatabaseLocation.PrivateMemory) {
            Entry entry = new Entry();
            return entry.join(location, settings);
        }
        DatabaseLocation key = canonical(location);
        while (true) {
            Entry entry = entries.computeIfAbsent(key, k -> new Entry());
            synchronized (entry) {
                if (!entry.ended) {
                    return entry.join(key, settings);
                }
            }
        }
    }

    private static DatabaseLocation canonical(DatabaseLocation location) {
        return location instanceof DatabaseLocation.Directory directory
                ? new DatabaseLocation.Directory(canonical(directory.path()))
                : location;
    }

    /** The real path of what exists of {@code path}, and the rest of it as it is. */
    private static Path canonical(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path existing = absolute;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            return absolute;
        }
        try {
            return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
        } catch (IOException e) {
            return absolute;
        }
    }

    /** A share in an open database. */
    public interface Lease extends AutoCloseable {
        Database database();

        /** Gives the share back; does nothing the second time. */
        @Override
        void close();
    }

    /** A database and how many have it open; its monitor is held while it is opened and closed. */
    private final class Entry {
        private @Nullable Database database;
        private int leases;
        private boolean ended;

        synchronized Lease join(DatabaseLocation location, Map<String, String> settings) {
            Database opened = database;
            if (opened == null) {
                try {
                    opened = opener.open(location, settings);
                } catch (RuntimeException | Error e) {
                    end(location);
                    throw e;
                }
                database = opened;
            }
            leases++;
            return new Share(location, this, opened);
        }

        synchronized void leave(DatabaseLocation location, Database opened) {
            leases--;
            if (leases == 0) {
                try {
                    opened.close();
                } finally {
                    end(location);
                }
            }
        }

        private void end(DatabaseLocation location) {
            ended = true;
            entries.remove(location, this);
        }
    }

    private final class Share implements Lease {
        private final DatabaseLocation location;
        private final Entry entry;
        private final Database database;
        private final AtomicBoolean closed = new AtomicBoolean();

        Share(DatabaseLocation location, Entry entry, Database database) {
            this.location = location;
            this.entry = entry;
            this.database = database;
        }

        @Override
        public Database database() {
            return database;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                entry.leave(location, database);
            }
        }
    }
}
