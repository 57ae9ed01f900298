package io.millrace.planner.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The objects there are. One instance serves one planning and gives the same answers throughout.
 *
 * <p><b>Threading:</b> the planner's thread, one call at a time.
 */
public interface Catalog {
    /** The name of the one catalog, which may stand before a schema. */
    String NAME = "millrace";

    /** The schema of names without one, before {@link #SYSTEM_SCHEMA} and {@link #INFORMATION_SCHEMA}. */
    String DEFAULT_SCHEMA = "public";

    String SYSTEM_SCHEMA = "sys";
    String INFORMATION_SCHEMA = "information_schema";

    /** Names are compared exactly; unquoted ones arrive in lower case. */
    Optional<CatalogObject> find(QualifiedName name);

    /** All schemas, the empty ones too. */
    Collection<String> schemas();

    /** Functions written in Java. */
    default Collection<UserFunction> functions() {
        return List.of();
    }

    /** The names in a schema, for "did you mean"; empty if there is no such schema. */
    Collection<String> names(String schema);
}
