package io.millrace.bench.peers.flink;

import io.millrace.bench.nexmark.SideInput;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.functions.LookupFunction;

/** The connector {@code 'side-input'}: the table that q13 looks bids up in, held in memory. */
public final class SideInputTableFactory implements DynamicTableSourceFactory {
    static final String CREATE_TABLE =
            "CREATE TABLE side_input (key BIGINT, `value` STRING) WITH ('connector' = 'side-input')";

    @Override
    public String factoryIdentifier() {
        return "side-input";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        return new SideInputTable();
    }

    private static final class SideInputTable implements LookupTableSource {
        @Override
        public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
            return LookupFunctionProvider.of(new Lookup());
        }

        @Override
        public DynamicTableSource copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return "side input";
        }
    }

    /** Called by Flink, which wants it public. */
    public static final class Lookup extends LookupFunction {
        private final StringData[] values = new StringData[SideInput.ROWS];

        @Override
        public Collection<RowData> lookup(RowData keyRow) {
            long key = keyRow.getLong(0);
            if (key < 0 || key >= values.length) {
                return List.of();
            }
            StringData value = values[(int) key];
            if (value == null) {
                value = StringData.fromString(SideInput.value((int) key));
                values[(int) key] = value;
            }
            return List.of(GenericRowData.of(key, value));
        }
    }
}
