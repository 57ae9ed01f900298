package io.millrace.server.scripts;

import io.millrace.executor.clock.SystemClock;
import io.millrace.server.avatica.AvaticaEndpoint;
import io.millrace.server.database.EngineOpener;
import io.millrace.server.session.Database;
import io.millrace.server.session.DatabaseLocation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** The ways to run a script. */
final class Places {
    private Places() {}

    /** In memory, shared, so that it is still there after the connection was closed. */
    static ScriptRun.Place memory(String name, int parallelism) throws SQLException {
        String url = "jdbc:millrace:mem:" + name + "?parallelism=" + parallelism + "&epoch.interval=20ms";
        Connection holder = DriverManager.getConnection(url);
        return new ScriptRun.Place() {
            @Override
            public Connection connect() throws SQLException {
                return DriverManager.getConnection(url);
            }

            @Override
            public void reopen() {}

            @Override
            public void close() throws SQLException {
                holder.close();
            }
        };
    }

    static ScriptRun.Place durable(Path directory, int parallelism) {
        String url = "jdbc:millrace:file:" + directory + "?parallelism=" + parallelism
                + "&checkpoint.interval=100ms&epoch.interval=20ms";
        return new ScriptRun.Place() {
            @Override
            public Connection connect() throws SQLException {
                return DriverManager.getConnection(url);
            }

            @Override
            public void reopen() {}

            @Override
            public void close() {}
        };
    }

    /** A server in this process, restarted at each {@code reopen}. */
    static ScriptRun.Place remote(Path directory, int parallelism) {
        return new Served(directory, parallelism);
    }

    private static final class Served implements ScriptRun.Place {
        private final Path directory;
        private final int parallelism;
        private Database database;
        private AvaticaEndpoint endpoint;

        Served(Path directory, int parallelism) {
            this.directory = directory;
            this.parallelism = parallelism;
            database = open();
            endpoint = serve();
        }

        private Database open() {
            return new EngineOpener()
                    .open(new DatabaseLocation.Directory(directory), Map.of("epoch.interval", "20 ms"));
        }

        private AvaticaEndpoint serve() {
            AvaticaEndpoint serving = new AvaticaEndpoint(database, new SystemClock());
            serving.start("127.0.0.1", 0);
            return serving;
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(
                    "jdbc:millrace://127.0.0.1:" + endpoint.port() + "/?parallelism=" + parallelism);
        }

        @Override
        public void reopen() {
            close();
            database = open();
            endpoint = serve();
        }

        @Override
        public void close() {
            endpoint.stop();
            database.close();
        }
    }
}
