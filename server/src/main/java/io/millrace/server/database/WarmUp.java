package io.millrace.server.database;

import io.millrace.parser.MillraceParser;
import io.millrace.planner.PlanMode;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.Planner;
import io.millrace.planner.PlannerSettings;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.QualifiedName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans a query that nobody asked for, once in the life of a JVM, while its first database opens: loading the thousands of
 * classes of parsing, planning and compiling takes longer than the opening, and the first statement need not wait for it.
 *
 * <p><b>Threading:</b> {@link #begin} from any thread; the work is done on a daemon thread of its own.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    /** Constants that are computed go through the compiler of expressions, too. */
    private static final String QUERY =
            "SELECT a, COUNT(*) AS n FROM (VALUES (1 + 1, 'x'), (2, upper('y'))) AS t (a, b) WHERE b <> '' GROUP BY a ORDER BY n";

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private WarmUp() {}

    /** Begins it, the first time. */
    static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(WarmUp::run, "millrace-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void run() {
        try {
            plan();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The planner could not be loaded beforehand: {}", e.getMessage(), e);
        }
    }

    static PlannedQuery plan() {
        return new Planner(new NoObjects())
                .plan(MillraceParser.parse(QUERY), new PlanMode.Finite(), PlannerSettings.DEFAULT);
    }

    private static final class NoObjects implements Catalog {
        @Override
        public Optional<CatalogObject> find(QualifiedName name) {
            return Optional.empty();
        }

        @Override
        public Collection<String> schemas() {
            return List.of(DEFAULT_SCHEMA);
        }

        @Override
        public Collection<String> names(String schema) {
            return List.of();
        }
    }
}
