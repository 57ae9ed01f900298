package io.millrace.connector.filesystem;

import io.millrace.spi.connector.RateLimit;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.type.RowType;
import java.util.List;

/** Each file is a split. */
record FilesystemSource(FilesystemOptions options, RateLimit rateLimit, FilePattern pattern, RowType columns)
        implements Source {
    @Override
    public Boundedness boundedness() {
        return options.monitorInterval().isPresent() ? Boundedness.GROWING : Boundedness.FINITE;
    }

    @Override
    public List<Split> splits() {
        return pattern.files().stream()
                .map(file -> new Split(file, SplitPosition.START))
                .toList();
    }

    @Override
    public SplitReader open(Split split, SplitPosition position, List<Integer> wanted, ReadContext context) {
        return new FileSplitReader(split.id(), options, rateLimit, options.decoder(columns, wanted), position, context);
    }
}
