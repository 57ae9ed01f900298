package io.millrace.server.avatica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.executor.clock.SystemClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar that goes to clients: small, alone sufficient, and in nobody's way. */
class ThinJarTest {
    private static final Path JAR = Path.of("..", "jdbc-driver", "target", "millrace-jdbc.jar");
    private static final long BYTES_MAX = 8_000_000;

    @BeforeEach
    void needsTheJar() {
        assumeThat(JAR).as("made by mvn package").exists();
    }

    @Test
    void holdsOnlyOurPackagesAndOneDriver() throws Exception {
        assertThat(Files.size(JAR)).isLessThan(BYTES_MAX);
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> foreign = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
                    .filter(name -> !name.startsWith("io/millrace/jdbc/"))
                    .toList();
            assertThat(foreign).isEmpty();
            ZipEntry services = jar.getEntry("META-INF/services/java.sql.Driver");
            assertThat(new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo("io.millrace.jdbc.MillraceDriver");
        }
    }

    @Test
    void connectsFromAClassPathOfItsOwn() throws Exception {
        ScriptedDatabase database = new ScriptedDatabase();
        AvaticaEndpoint endpoint = new AvaticaEndpoint(database, new SystemClock());
        endpoint.start("127.0.0.1", 0);
        PrintStream standardError = System.err;
        ClassLoader usual = Thread.currentThread().getContextClassLoader();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (URLClassLoader alone =
                new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(alone);
            Driver driver = ServiceLoader.load(Driver.class, alone).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(found -> found.getClass().getClassLoader() == alone)
                    .findFirst()
                    .orElseThrow();
            use(driver, "jdbc:millrace://127.0.0.1:" + endpoint.port() + "/");
            assertThatThrownBy(() -> driver.connect("jdbc:millrace:mem:x", new Properties()))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                    .hasMessageContaining("no Millrace engine on the class path");
        } finally {
            Thread.currentThread().setContextClassLoader(usual);
            System.setErr(standardError);
            endpoint.stop();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("SLF4J");
    }

    private static void use(Driver driver, String url) throws SQLException {
        LocalDateTime micros = LocalDateTime.of(2024, 1, 2, 3, 4, 5, 6_000);
        try (Connection connection = driver.connect(url, new Properties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("types");
                PreparedStatement echo = connection.prepareStatement("echo TIMESTAMP ?")) {
            assertThat(row.next()).isTrue();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                assertThat(row.getObject(i)).isNotNull();
            }
            echo.setObject(1, micros);
            ResultSet echoed = echo.executeQuery();
            echoed.next();
            assertThat(echoed.getObject(1, LocalDateTime.class)).isEqualTo(micros);
            assertThat(connection.getMetaData().getTables(null, null, "%", null).next())
                    .isFalse();
            assertThatThrownBy(() -> statement.execute("fail")).hasMessageContaining("expected a reason");
            connection.setSavepoint();
            connection.commit();
            assertThat(connection.isValid(1)).isTrue();
        }
    }
}
