package io.millrace.bench.peers.flink;

import io.millrace.bench.engine.Engine;
import io.millrace.bench.engine.Load;
import io.millrace.bench.engine.Run;
import io.millrace.bench.nexmark.NexmarkQuery;
import io.millrace.connector.nexmark.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * Runs queries one after the other on one cluster.
 *
 * <p><b>Threading:</b> one run at a time in a process, because sources and sink are found through {@link RunMeter}.
 */
public final class FlinkEngine implements Engine {
    /** As Flink's documentation recommends for state larger than memory, and for throughput. */
    private static final Map<String, String> CLUSTER = Map.of(
            "state.backend.type", "rocksdb",
            "execution.checkpointing.interval", "2s",
            "execution.checkpointing.mode", "EXACTLY_ONCE",
            "execution.checkpointing.incremental", "true",
            "pipeline.object-reuse", "true",
            "taskmanager.memory.managed.size", "1g",
            "taskmanager.memory.network.min", "256m",
            "taskmanager.memory.network.max", "256m",
            "execution.checkpointing.checkpoints-after-tasks-finish", "true");

    private static final Map<String, String> MINI_BATCH = Map.of(
            "table.exec.mini-batch.enabled", "true",
            "table.exec.mini-batch.allow-latency", "2s",
            "table.exec.mini-batch.size", "50000",
            "table.optimizer.distinct-agg.split.enabled", "true");

    private static final long LOOK_MILLIS = 50;

    private final boolean miniBatch;
    private final Path directory;
    private final Configuration configuration = new Configuration();
    private final MiniCluster cluster;

    /** @param settings {@code mini-batch} true or false; others go to Flink as they are */
    public FlinkEngine(Map<String, String> settings) throws Exception {
        miniBatch = Boolean.parseBoolean(settings.getOrDefault("mini-batch", "false"));
        directory = Files.createTempDirectory("millrace-bench-flink");
        CLUSTER.forEach(configuration::setString);
        configuration.setString(
                "execution.checkpointing.dir",
                directory.resolve("checkpoints").toUri().toString());
        configuration.setString("io.tmp.dirs", directory.resolve("tmp").toString());
        settings.entrySet().stream()
                .filter(setting -> !setting.getKey().equals("mini-batch"))
                .forEach(setting -> configuration.setString(setting.getKey(), setting.getValue()));
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(Runtime.getRuntime().availableProcessors())
                .withRandomPorts()
                .build());
        cluster.start();
    }

    @Override
    public String version() {
        return "Apache Flink " + EnvironmentInformation.getVersion();
    }

    @Override
    public String settings() {
        return "Table API on an embedded cluster; " + new TreeMap<>(CLUSTER)
                + (miniBatch ? " " + new TreeMap<>(MINI_BATCH) : "");
    }

    @Override
    public Run run(NexmarkQuery query, Load load) throws Exception {
        RunMeter meter = RunMeter.begin();
        JobGraph job;
        try {
            job = job(query, load);
        } catch (TableException | ValidationException e) {
            throw new UnsupportedOperationException("Flink refuses it: " + rootMessage(e), e);
        }
        cluster.submitJob(job).get();
        boolean ended = await(job.getJobID(), load.secondsMax(), meter);
        List<Long> checkpoints = checkpointMillis(job.getJobID());
        long all = load.rows(query);
        return new Run(
                ended ? all : Math.min(meter.rowsRead(), all),
                ended,
                meter.seconds(),
                meter.cpuSeconds(),
                meter.rows(),
                meter.checksum(),
                checkpoints);
    }

    private JobGraph job(NexmarkQuery query, Load load) throws IOException {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(load.parallelism());
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        if (miniBatch) {
            MINI_BATCH.forEach((name, value) -> tables.getConfig().set(name, value));
        }
        for (EventKind kind : EventKind.values()) {
            tables.executeSql(EventTableFactory.createTable(kind, load));
        }
        if (query.readsSideInput()) {
            tables.executeSql(SideInputTableFactory.CREATE_TABLE);
        }
        FlinkText text = FlinkText.of(query, load.compared());
        text.before().forEach(tables::executeSql);
        Table answer = tables.sqlQuery(text.sql());
        tables.createTemporaryTable(
                "nowhere",
                TableDescriptor.forConnector(ChecksumTableFactory.NAME)
                        .schema(schema(answer))
                        .option(ChecksumTableFactory.RETRACTS, load.compared())
                        .build());
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsert("nowhere", answer);
        statements.attachAsDataStream();
        return environment.getStreamGraph().getJobGraph();
    }

    /** The columns of the answer; times are mere times in the sink. */
    private static Schema schema(Table answer) {
        Schema.Builder schema = Schema.newBuilder();
        for (Column column : answer.getResolvedSchema().getColumns()) {
            DataType type = TypeConversions.fromLogicalToDataType(
                    LogicalTypeUtils.removeTimeAttributes(column.getDataType().getLogicalType()));
            schema.column(column.getName(), type);
        }
        return schema.build();
    }

    /** Whether the job came to its end before its time was up. */
    private boolean await(JobID job, double secondsMax, RunMeter meter) throws Exception {
        CompletableFuture<JobResult> result = cluster.requestJobResult(job);
        while (!result.isDone()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            if (!meter.hasEnded() && meter.secondsSoFar() > secondsMax) {
                meter.end();
                cluster.cancelJob(job).get();
                result.get();
                return false;
            }
        }
        if (result.get().getJobStatus().orElse(JobStatus.FAILED) != JobStatus.FINISHED) {
            throw new IllegalStateException(
                    "the job has failed", result.get().getSerializedThrowable().orElse(null));
        }
        return true;
    }

    private List<Long> checkpointMillis(JobID job) throws Exception {
        CheckpointStatsSnapshot stats = cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
        return stats == null
                ? List.of()
                : stats.getHistory().getCheckpoints().stream()
                        .filter(checkpoint -> checkpoint.getStatus() == CheckpointStatsStatus.COMPLETED)
                        .map(AbstractCheckpointStats::getEndToEndDuration)
                        .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public void close() throws Exception {
        cluster.closeAsync().get();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
