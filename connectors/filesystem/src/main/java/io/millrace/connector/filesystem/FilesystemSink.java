package io.millrace.connector.filesystem;

import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.SinkCommitter;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.connector.WriterContext;
import io.millrace.spi.type.RowType;
import java.nio.file.Path;

/**
 * Part files in a folder. Rows go to hidden files, which are renamed when the checkpoint that names them is complete, so
 * that whoever reads the folder sees each row once.
 */
record FilesystemSink(Path folder, FilesystemOptions options, RowType columns) implements Sink {
    @Override
    public boolean acceptsDeletes() {
        return false;
    }

    @Override
    public SinkWriter writer(WriterContext context) {
        PartNames names = new PartNames(context.query(), options.format().text());
        return new PartWriter(folder, names, options.encoder(columns), context);
    }

    @Override
    public SinkCommitter committer() {
        return new PartCommitter(folder, options.format().text());
    }
}
