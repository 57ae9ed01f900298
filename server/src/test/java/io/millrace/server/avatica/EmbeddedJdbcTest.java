package io.millrace.server.avatica;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jdbc.MillraceDriver;
import io.millrace.server.session.DatabaseLocation;
import io.millrace.server.session.DatabaseRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with the engine in the same JVM. */
class EmbeddedJdbcTest extends JdbcContract {
    private final List<DatabaseLocation> opened = new ArrayList<>();

    @Override
    MillraceDriver open() {
        return new MillraceDriver(new EmbeddedDatabases(new DatabaseRegistry(location -> {
            opened.add(location);
            return opened.size() == 1 ? database : new ScriptedDatabase();
        })));
    }

    @Override
    String url() {
        return "jdbc:millrace:mem:shared";
    }

    @Override
    void shut() throws InterruptedException {
        assertThat(database.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void sharesADatabaseUntilItsLastConnectionCloses() throws SQLException {
        Connection second = connect();
        connection.close();
        assertThat(database.closed.getCount()).isEqualTo(1);
        assertThat(second.isValid(1)).isTrue();
        second.close();
        assertThat(database.closed.getCount()).isZero();
        connect().close();
        assertThat(opened).hasSize(2);
    }

    @Test
    void opensAPrivateDatabaseForEachConnection() throws SQLException {
        try (Connection first = driver.connect("jdbc:millrace:", new Properties());
                Connection second = driver.connect("jdbc:millrace:", new Properties())) {
            assertThat(first.isValid(1)).isTrue();
            assertThat(second.isValid(1)).isTrue();
        }
        assertThat(opened.subList(1, 3)).containsOnly(new DatabaseLocation.PrivateMemory());
    }

    @Test
    void opensADirectoryOnceHoweverItIsWritten(@TempDir Path folder) throws Exception {
        Path real = folder.toRealPath();
        try (Connection first = driver.connect("jdbc:millrace:" + real + "/data", new Properties());
                Connection second = driver.connect("jdbc:millrace:file:" + real + "/x/../data", new Properties())) {
            assertThat(first.isValid(1)).isTrue();
            assertThat(second.isValid(1)).isTrue();
        }
        assertThat(opened.subList(1, opened.size()))
                .containsExactly(new DatabaseLocation.Directory(real.resolve("data")));
    }
}
