package io.millrace.spi.function;

import java.io.Serializable;

/**
 * An aggregate, for {@code CREATE FUNCTION f AS 'pkg.Class'}. The class is public, has a public constructor without parameters,
 * and beside {@link #create} these public methods, one of each name, where {@code S} is the class that {@code create} gives:
 *
 * <ul>
 *   <li>{@code void accumulate(S state, …)} takes a row; its further parameters say the SQL types ({@link FunctionTypes}), at least
 *       one. A row with NULL for a primitive parameter is left out; other parameters get {@code null}.
 *   <li>{@code void retract(S state, …)}, with the same parameters, takes a row back that was accumulated before. Without it the
 *       aggregate is refused over input that deletes.
 *   <li>{@code R result(S state)} says the result and its SQL type; {@code null} is NULL. It depends on the state alone, does not
 *       change it, and gives the same for the same rows in whatever order they came: what was shown must be taken back.
 * </ul>
 *
 * <p>The state of each group is kept in the database by Java's serialization between epochs. What a method throws is an error
 * of the query (38000).
 *
 * <p><b>Threading:</b> an instance is used by one thread at a time.
 */
public interface AggregateFunction<S extends Serializable> {
    /** The state of a group without rows. */
    S create();
}
