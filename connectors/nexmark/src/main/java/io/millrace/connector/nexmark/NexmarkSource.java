package io.millrace.connector.nexmark;

import io.millrace.spi.connector.RateLimit;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.Split;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import java.util.List;
import java.util.stream.IntStream;

/** Split <i>s</i> of <i>k</i> holds the events <i>s, s + k, s + 2k, …</i>; its offset is the event's number. */
final class NexmarkSource implements Source {
    private final NexmarkOptions options;
    private final List<Integer> declared;
    private final Nexmark nexmark;
    private final RateLimit rateLimit;

    /** @param declared for each physical column of the table, which of the kind's it is */
    NexmarkSource(NexmarkOptions options, List<Integer> declared) {
        this.options = options;
        this.declared = declared;
        nexmark = new Nexmark(options.config());
        rateLimit = new RateLimit(options.rowsPerSecond());
    }

    @Override
    public Boundedness boundedness() {
        return options.config().events() == NexmarkConfig.ENDLESS ? Boundedness.ENDLESS : Boundedness.FINITE;
    }

    @Override
    public List<Split> splits() {
        return IntStream.range(0, options.splits())
                .mapToObj(split -> new Split(Integer.toString(split), new SplitPosition(split, 0)))
                .toList();
    }

    @Override
    public SplitReader open(Split split, SplitPosition position, List<Integer> columns, ReadContext context) {
        int[] wanted = columns.stream().mapToInt(declared::get).toArray();
        return new NexmarkReader(nexmark, options, rateLimit, position, wanted, context);
    }
}
