package io.millrace.spi.function;

/**
 * A function that gives rows, for {@code CREATE FUNCTION f AS 'pkg.Class'} and {@code FROM t, LATERAL TABLE(f(t.x))}. The class is
 * public, has a public constructor without parameters and one public method named {@code eval}, whose parameters say the SQL types
 * ({@link FunctionTypes}). It gives an {@code Iterable} or an array of rows: of a record, whose components are the columns, or of a
 * class with a SQL type, which makes one column named {@code value}. NULL for a primitive parameter, or a result of {@code null},
 * gives no rows. What the method throws is an error of the row (38000).
 *
 * <p><b>Threading:</b> an instance is used by one thread at a time.
 */
public interface TableFunction {
    /**
     * Whether the rows depend on the arguments alone. Only such a function may be used where rows are taken back.
     */
    default boolean isDeterministic() {
        return false;
    }
}
