package io.millrace.bench.peers.flink;

import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.LogicalType;

/** The connector {@code 'checksum'}: adds up every column of every change and keeps none. */
public final class ChecksumTableFactory implements DynamicTableSinkFactory {
    static final String NAME = "checksum";
    /** Whether updates say what they replace. Flink's own blackhole does without, which is cheaper. */
    static final ConfigOption<Boolean> RETRACTS =
            ConfigOptions.key("retracts").booleanType().noDefaultValue();

    @Override
    public String factoryIdentifier() {
        return NAME;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(RETRACTS);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        List<LogicalType> types =
                context.getPhysicalRowDataType().getLogicalType().getChildren();
        return new ChecksumTable(types, helper.getOptions().get(RETRACTS));
    }

    private record ChecksumTable(List<LogicalType> types, boolean retracts) implements DynamicTableSink {
        @Override
        public ChangelogMode getChangelogMode(ChangelogMode requested) {
            return retracts ? ChangelogMode.all() : ChangelogMode.upsert();
        }

        @Override
        public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
            return SinkV2Provider.of(new ChecksumSink(types));
        }

        @Override
        public DynamicTableSink copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return NAME;
        }
    }
}
