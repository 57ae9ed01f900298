package io.millrace.spi.function;

/**
 * A function of one row, for {@code CREATE FUNCTION f AS 'pkg.Class'}. The class is public, has a public constructor without
 * parameters and one public method named {@code eval}, whose parameters and result say the SQL types ({@link FunctionTypes}).
 * A NULL for a primitive parameter makes the result NULL without a call; other parameters get {@code null}, and a result of
 * {@code null} is NULL. What the method throws is an error of the row (38000).
 *
 * <p><b>Threading:</b> an instance is used by one thread at a time; each place of each task that calls it has its own.
 */
public interface ScalarFunction {
    /**
     * Whether the result depends on the arguments alone. Only such a function may be used where rows are taken back: what was
     * given for a row must be given again for its delete.
     */
    default boolean isDeterministic() {
        return false;
    }
}
