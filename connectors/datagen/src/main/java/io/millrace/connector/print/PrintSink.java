package io.millrace.connector.print;

import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.SinkCommitter;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.connector.WriterContext;
import io.millrace.spi.type.RowType;
import java.io.PrintStream;
import java.util.function.Supplier;

/** Prints what is written at the end of each epoch; after a recovery, epochs since the checkpoint are printed again. */
record PrintSink(RowType columns, String prefix, Supplier<PrintStream> stream) implements Sink {
    @Override
    public boolean acceptsDeletes() {
        return true;
    }

    @Override
    public SinkWriter writer(WriterContext context) {
        return new PrintWriter(columns, prefix, stream.get());
    }

    @Override
    public SinkCommitter committer() {
        return (query, timeline, epoch, commits) -> {};
    }
}
