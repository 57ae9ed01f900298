package io.millrace.jdbc;

import io.millrace.jdbc.url.ConnectionOption;
import io.millrace.jdbc.url.ConnectionTarget;
import io.millrace.jdbc.url.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.DriverVersion;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.UnregisteredDriver;
import org.jspecify.annotations.Nullable;

/**
 * The driver behind {@code jdbc:millrace:} URLs; see {@link DatabaseUrl} for their forms.
 *
 * <p>Embedded URLs need an engine on the class path ({@link EmbeddedEngine}), remote ones nothing but this jar.
 */
public final class MillraceDriver extends UnregisteredDriver {
    static final int MAJOR = 0;
    static final int MINOR = 1;

    private final Engines engines;

    static {
        new MillraceDriver().register();
    }

    /** For {@link java.sql.DriverManager}: looks for the engine on the class path when an embedded URL is opened. */
    public MillraceDriver() {
        this(Engines.onClassPath());
    }

    /** A driver whose embedded URLs lead to {@code engine}. */
    public MillraceDriver(EmbeddedEngine engine) {
        this(Engines.only(engine));
    }

    private MillraceDriver(Engines engines) {
        this.engines = engines;
    }

    @Override
    protected AvaticaFactory createFactory() {
        return new MillraceFactory();
    }

    @Override
    protected String getConnectStringPrefix() {
        return DatabaseUrl.PREFIX;
    }

    @Override
    protected DriverVersion createDriverVersion() {
        String version = MAJOR + "." + MINOR + ".0";
        return new DriverVersion(
                "Millrace JDBC Driver", version, "Millrace", version, false, MAJOR, MINOR, MAJOR, MINOR);
    }

    @Override
    public Meta createMeta(AvaticaConnection connection) {
        return new ServiceMeta(connection);
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return url != null && ConnectionTarget.accepts(url);
    }

    @Override
    public @Nullable Connection connect(@Nullable String url, @Nullable Properties info) throws SQLException {
        if (url == null || !ConnectionTarget.accepts(url)) {
            return null;
        }
        ConnectionTarget target;
        try {
            target = ConnectionTarget.parse(url, info == null ? new Properties() : info);
        } catch (IllegalArgumentException e) {
            throw new SQLException(e.getMessage(), "08001");
        }
        return MillraceConnection.open(this, factory, url, target, engines);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) {
        Properties given = info == null ? new Properties() : info;
        try {
            given = ConnectionTarget.parse(url, given).properties();
        } catch (IllegalArgumentException e) {
            // A tool asks while its user is still typing the URL: what is known so far must do.
            given = info == null ? new Properties() : info;
        }
        List<DriverPropertyInfo> infos = new ArrayList<>();
        for (ConnectionOption option : ConnectionOption.values()) {
            DriverPropertyInfo described =
                    new DriverPropertyInfo(option.key(), option.in(given).orElse(null));
            described.description = option.description();
            infos.add(described);
        }
        return infos.toArray(DriverPropertyInfo[]::new);
    }
}
