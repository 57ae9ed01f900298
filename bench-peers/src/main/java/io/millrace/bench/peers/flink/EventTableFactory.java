package io.millrace.bench.peers.flink;

import io.millrace.bench.engine.Load;
import io.millrace.connector.nexmark.EventKind;
import io.millrace.connector.nexmark.NexmarkConfig;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.TypeKind;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** The connector {@code 'nexmark-events'}: a table of one kind of event. */
public final class EventTableFactory implements DynamicTableSourceFactory {
    private static final String NAME = "nexmark-events";
    private static final ConfigOption<String> KIND =
            ConfigOptions.key("kind").stringType().noDefaultValue();
    private static final ConfigOption<Long> EVENTS =
            ConfigOptions.key("events").longType().noDefaultValue();
    private static final ConfigOption<Long> RATE =
            ConfigOptions.key("events-per-second").longType().noDefaultValue();
    private static final ConfigOption<Integer> SPLITS =
            ConfigOptions.key("splits").intType().noDefaultValue();

    /** The statement that makes the table of a kind, with the watermark that ours has. */
    static String createTable(EventKind kind, Load load) {
        if (!load.config()
                .equals(NexmarkConfig.ofEvents(load.config().events())
                        .withEventsPerSecond(load.config().eventsPerSecond()))) {
            throw new IllegalArgumentException("only the default seed and base time: " + load.config());
        }
        StringJoiner columns = new StringJoiner(", ");
        for (Field field : kind.columns().fields()) {
            columns.add('`' + field.name() + "` " + type(field.type().kind()) + " NOT NULL");
        }
        return "CREATE TABLE " + kind.table() + " (" + columns
                + ", WATERMARK FOR `dateTime` AS `dateTime` - INTERVAL '4' SECOND) WITH ('connector' = '" + NAME
                + "', 'kind' = '" + kind.name() + "', 'events' = '"
                + load.config().events()
                + "', 'events-per-second' = '" + load.config().eventsPerSecond() + "', 'splits' = '" + load.splits()
                + "')";
    }

    private static String type(TypeKind kind) {
        return switch (kind) {
            case BIGINT -> "BIGINT";
            case VARCHAR -> "STRING";
            case TIMESTAMP -> "TIMESTAMP(3)";
            default -> throw new IllegalArgumentException("no Nexmark column is of " + kind);
        };
    }

    @Override
    public String factoryIdentifier() {
        return NAME;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(KIND, EVENTS, RATE, SPLITS);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        return new EventTable(new EventSource(
                EventKind.valueOf(options.get(KIND)), options.get(EVENTS), options.get(RATE), options.get(SPLITS)));
    }

    /** Pushes nothing down: every column of every event is made. */
    private record EventTable(EventSource source) implements ScanTableSource {
        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }

        @Override
        public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
            return SourceProvider.of(source);
        }

        @Override
        public DynamicTableSource copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return "Nexmark's " + source.kind();
        }
    }
}
