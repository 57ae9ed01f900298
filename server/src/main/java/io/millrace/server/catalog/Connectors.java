package io.millrace.server.catalog;

import io.millrace.spi.connector.Connector;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The connectors on the class path, by name. Immutable. */
public final class Connectors {
    private final Map<String, Connector> byName;

    public Connectors(Collection<Connector> connectors) {
        byName = new TreeMap<>();
        connectors.forEach(connector -> byName.put(connector.name(), connector));
    }

    /** All that {@link ServiceLoader} finds. */
    public static Connectors onClassPath() {
        return new Connectors(ServiceLoader.load(Connector.class, Connectors.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    public Map<String, Connector> byName() {
        return Map.copyOf(byName);
    }

    public Collection<Connector> all() {
        return byName.values();
    }

    /** @throws MillraceException 42704 with the nearest match if there is none of that name */
    public Connector connector(String name) {
        Connector connector = byName.get(name);
        if (connector == null) {
            throw new MillraceException(
                    SqlState.UNDEFINED_OBJECT,
                    "there is no connector '" + name + "'" + Nearest.hint(name, byName.keySet()) + " (there are: "
                            + String.join(", ", byName.keySet()) + ")");
        }
        return connector;
    }
}
