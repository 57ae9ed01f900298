package io.millrace.server.cli.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the rows of one result as they come. <b>Threading:</b> one thread. */
interface RowPrinter {
    void begin(List<ResultField> fields);

    /** @param values as text, null for NULL */
    void row(List<@Nullable String> values);

    /** After the last row, or after an error. */
    void end();

    /** Makes what was printed so far visible. */
    void flush();

    /**
     * A column of a result.
     *
     * @param bare whether its values are numbers or truth values: right of the column, and not in quotes in JSON
     * @param nested whether its values are made of others; they come as JSON to a printer of JSON
     */
    record ResultField(String name, boolean bare, boolean nested) {
        ResultField(String name, boolean bare) {
            this(name, bare, false);
        }
    }

    /** Whether nested values are wanted as JSON. */
    default boolean printsJson() {
        return false;
    }
}
