package io.millrace.connector.datagen;

import io.millrace.spi.connector.RateLimit;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import java.util.List;
import java.util.stream.IntStream;

/** Split <i>s</i> of <i>k</i> holds the rows <i>s, s + k, s + 2k, …</i>; its offset is the row's number. */
record DatagenSource(DatagenOptions options, RateLimit rateLimit, List<ValueGenerator> generators) implements Source {
    DatagenSource {
        generators = List.copyOf(generators);
    }

    @Override
    public Boundedness boundedness() {
        return options.rows() == DatagenOptions.ENDLESS ? Boundedness.ENDLESS : Boundedness.FINITE;
    }

    @Override
    public List<Split> splits() {
        return IntStream.range(0, options.splits())
                .mapToObj(split -> new Split(Integer.toString(split), new SplitPosition(split, 0)))
                .toList();
    }

    @Override
    public SplitReader open(Split split, SplitPosition position, List<Integer> columns, ReadContext context) {
        ValueGenerator[] wanted = columns.stream().map(generators::get).toArray(ValueGenerator[]::new);
        return new DatagenReader(options, rateLimit, wanted, position, context);
    }
}
