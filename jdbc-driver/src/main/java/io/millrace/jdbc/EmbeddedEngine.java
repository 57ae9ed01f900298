package io.millrace.jdbc;

import io.millrace.jdbc.link.Link;
import io.millrace.jdbc.url.DatabaseUrl;
import java.util.Map;

/**
 * An engine in this JVM, found by {@link java.util.ServiceLoader}: it stands behind the embedded URLs.
 *
 * <p>Databases are shared by everybody in the JVM who names the same one, and closed by the last {@link Link#close}.
 */
public interface EmbeddedEngine {

    /**
     * Joins the database of {@code url}, opening it if nobody has it open.
     *
     * @param properties of the connection; those that are settings of a database hold if it is opened now
     */
    Link open(DatabaseUrl.Embedded url, Map<String, String> properties);
}
