package io.millrace.server.cli.shell;

import java.io.PrintWriter;

/** How rows are printed. */
public enum ResultFormat {
    /** Aligned columns. */
    TABLE,
    CSV,
    /** An object a line. */
    JSON,
    /** A line for each value. */
    VERTICAL,
    MARKDOWN;

    RowPrinter printer(PrintWriter out) {
        return switch (this) {
            case TABLE -> new TablePrinter(out);
            case CSV -> new CsvPrinter(out);
            case JSON -> new JsonPrinter(out);
            case VERTICAL -> new VerticalPrinter(out);
            case MARKDOWN -> new MarkdownPrinter(out);
        };
    }

    /** Whether a person reads it, who wants to know how many rows there were. */
    boolean isForPeople() {
        return this == TABLE || this == VERTICAL;
    }
}
