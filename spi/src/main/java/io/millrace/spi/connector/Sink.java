package io.millrace.spi.connector;

/** The writable side of a table. <b>Threading:</b> any thread. */
public interface Sink {
    /** Whether it applies deletes; one that does not refuses updating queries when they are created. */
    boolean acceptsDeletes();

    /** A writer for one task. */
    SinkWriter writer(WriterContext context);

    /** Makes prepared output visible. */
    SinkCommitter committer();
}
