package io.millrace.server.catalog;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.executor.engine.Engine;
import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The catalog of an open database: the newest snapshot, and the one way to change it.
 *
 * <p><b>Threading:</b> any thread; changes go one after the other, readers of a snapshot are not held up.
 */
public final class DatabaseCatalog {
    private final Engine engine;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile CatalogSnapshot snapshot;

    /** @param systemRelations columns of the relations of {@code sys} and {@code information_schema}, by name */
    public DatabaseCatalog(Engine engine, Map<String, RowType> systemRelations) {
        this.engine = engine;
        snapshot = CatalogSnapshot.empty(systemRelations).next(engine.catalog());
    }

    public CatalogSnapshot snapshot() {
        return snapshot;
    }

    /** Runs a change of the catalog while no other one can come between what it looks at and what it does. */
    public <T> T exclusively(Supplier<T> change) {
        changes.lock();
        try {
            return change.get();
        } finally {
            changes.unlock();
        }
    }

    /** Creates it, or nothing: what fails as soon as it is started is dropped again. */
    public void create(CatalogObject object) {
        changes.lock();
        try {
            boolean known = engine.find(object.name()).isPresent();
            try {
                engine.create(object);
            } catch (RuntimeException e) {
                if (!known && engine.find(object.name()).isPresent()) {
                    engine.drop(Set.of(object.name()));
                }
                throw e;
            } finally {
                refresh();
            }
        } finally {
            changes.unlock();
        }
    }

    /**
     * Creates a view with state of a savepoint, or nothing.
     *
     * @return what has become of each operator's state
     */
    public List<String> create(CatalogObject object, String savepoint, boolean allowsStateLoss) {
        changes.lock();
        try {
            return engine.create(object, savepoint, allowsStateLoss);
        } finally {
            refresh();
            changes.unlock();
        }
    }

    /** @return what the one who asked should know */
    public List<String> alter(String name, Map<String, String> options) {
        changes.lock();
        try {
            List<String> notes = engine.alter(name, options);
            refresh();
            return notes;
        } finally {
            changes.unlock();
        }
    }

    /** @param savepoint to be taken where it stops; empty for none */
    public void stop(String query, String savepoint) {
        changes.lock();
        try {
            engine.stop(query, savepoint);
            refresh();
        } finally {
            changes.unlock();
        }
    }

    public void resume(String query) {
        changes.lock();
        try {
            engine.resume(query);
            refresh();
        } finally {
            changes.unlock();
        }
    }

    public void drop(Set<String> names) {
        changes.lock();
        try {
            engine.drop(names);
            refresh();
        } finally {
            changes.unlock();
        }
    }

    /** Takes over what the engine has, after it changed the catalog itself (a rollback). */
    public void refresh() {
        changes.lock();
        try {
            snapshot = snapshot.next(engine.catalog());
        } finally {
            changes.unlock();
        }
    }
}
