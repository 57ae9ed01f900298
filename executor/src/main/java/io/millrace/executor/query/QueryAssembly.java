package io.millrace.executor.query;

import io.millrace.executor.log.SplitCut;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.relation.SharedView;
import io.millrace.executor.source.ConnectorInput;
import io.millrace.executor.source.RelationInput;
import io.millrace.executor.source.RowsInput;
import io.millrace.executor.source.ScanInput;
import io.millrace.executor.source.ScanListener;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;
import io.millrace.executor.task.ChainedOperator;
import io.millrace.executor.task.Channel;
import io.millrace.executor.task.EpochTime;
import io.millrace.executor.task.ExchangeWriter;
import io.millrace.executor.task.SerialIo;
import io.millrace.executor.task.Task;
import io.millrace.plan.node.Collect;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SinkWrite;
import io.millrace.plan.node.Values;
import io.millrace.plan.node.Watermark;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.connector.WriterContext;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tasks of a query from its plan: an operator a node and task, channels for exchanges, inputs for scans.
 *
 * <p><b>Threading:</b> one thread, before the query starts.
 */
public final class QueryAssembly {
    private final QuerySpec spec;
    private final QueryEnvironment environment;
    private final QueryStart start;
    private final StateStore store;
    private final @Nullable ResultQueue results;
    private final StageGraph graph;
    private final RunningQuery query;
    private final QueryMetrics metrics = new QueryMetrics();
    private final Map<NodeId, Stage> stageByNode = new HashMap<>();
    /** By identity: the hash of a stage is that of all its plan. */
    private final Map<Stage, List<TaskParts>> parts = new IdentityHashMap<>();

    private final List<Link> links = new ArrayList<>();
    private final Map<NodeId, ConnectorSplits> splitsByScan = new HashMap<>();

    /** What a task is made of. */
    private static final class TaskParts {
        final TaskState state;
        final EpochTime time;
        final Map<NodeId, ChainedOperator> operators = new HashMap<>();
        /** What gives a node's rows, where that is not its operator. */
        final Map<NodeId, ChainedOperator> givers = new HashMap<>();

        final List<ChainedOperator> order = new ArrayList<>();
        final List<Task.Binding> inputs = new ArrayList<>();
        final List<Scan> scans = new ArrayList<>();

        @Nullable Task task;

        TaskParts(TaskState state, EpochTime time) {
            this.state = state;
            this.time = time;
        }
    }

    private record Scan(NodeId node, ScanInput input) {}

    private record Link(Channel channel, TaskParts producer, TaskParts consumer) {}

    private QueryAssembly(
            QuerySpec spec,
            QueryEnvironment environment,
            QueryStart start,
            StateStore store,
            @Nullable ResultQueue results) {
        this.spec = spec;
        this.environment = environment;
        this.start = start;
        this.store = store;
        this.results = results;
        this.graph = new StageGraph(spec.plan(), spec.parallelism(), spec.continuous());
        this.query = new RunningQuery(
                spec, environment.owner(), environment.conductor(), store, metrics, start.timeMicros(), start.cut());
    }

    /**
     * Builds a query ready to start.
     *
     * @param results where rows for a client go; null if there is none
     * @throws MillraceException if a source cannot be opened; nothing is left open then but the store
     */
    public static RunningQuery assemble(
            QuerySpec spec,
            QueryEnvironment environment,
            QueryStart start,
            StateStore store,
            @Nullable ResultQueue results) {
        QueryAssembly assembly = new QueryAssembly(spec, environment, start, store, results);
        try {
            return assembly.build();
        } catch (RuntimeException e) {
            assembly.abandon();
            throw e;
        }
    }

    private RunningQuery build() {
        List<Stage> stages = graph.stages();
        for (Stage stage : stages) {
            stage.nodes().forEach(node -> stageByNode.put(node.id(), stage));
            List<TaskParts> tasks = new ArrayList<>();
            for (int task = 0; task < stage.parallelism(); task++) {
                tasks.add(new TaskParts(
                        environment.taskStates().open(store, task, stage.parallelism(), spec.keyGroups()),
                        new EpochTime(start.timeMicros())));
            }
            parts.put(stage, tasks);
        }
        for (Stage stage : stages) {
            for (PhysicalNode node : stage.nodes()) {
                for (int task = 0; task < stage.parallelism(); task++) {
                    addOperator(stage, node, task);
                }
            }
        }
        for (Stage stage : stages) {
            stage.nodes().forEach(node -> wire(stage, node));
        }
        stages.forEach(this::addTasks);
        for (Link link : links) {
            link.channel().connect(task(link.producer()), task(link.consumer()));
        }
        return query;
    }

    private static Task task(TaskParts made) {
        Task task = made.task;
        if (task == null) {
            throw new IllegalStateException("a task is missing");
        }
        return task;
    }

    private void addOperator(Stage stage, PhysicalNode node, int task) {
        TaskParts own = tasks(stage).get(task);
        List<PhysicalNode> inputs = node.inputs().stream().map(graph::node).toList();
        RowType first = inputs.isEmpty() ? node.rowType() : inputs.get(0).rowType();
        TaskContext context = new TaskContext(
                node.id(), task, stage.parallelism(), own.state, own.time, spec, first, metrics, environment.inputs());
        ChainedOperator chained = new ChainedOperator(
                operator(node, inputs, context), Math.max(1, inputs.size()), environment.batchRowsMax());
        own.operators.put(node.id(), chained);
        own.order.add(chained);
        addGivenBefore(node, task, own, chained);
        ScanInput scan = scan(node, stage, context);
        if (scan != null) {
            own.inputs.add(new Task.Binding(scan, chained, 0));
            own.scans.add(new Scan(node.id(), scan));
        }
    }

    /** Behind an operator whose state was taken over: gives those who read it what it has given before. */
    private void addGivenBefore(PhysicalNode node, int task, TaskParts own, ChainedOperator chained) {
        SharedView rows = start.rows().get(node.id());
        if (rows != null) {
            GivenBeforeOperator given = new GivenBeforeOperator(task == 0 ? rows.again() : null);
            ChainedOperator giver = new ChainedOperator(given, 1, environment.batchRowsMax());
            chained.feed(giver, 0);
            own.givers.put(node.id(), giver);
            own.order.add(giver);
        }
    }

    private static ChainedOperator giver(TaskParts task, NodeId node) {
        ChainedOperator giver = task.givers.get(node);
        return giver == null ? operator(task, node) : giver;
    }

    private List<TaskParts> tasks(Stage stage) {
        List<TaskParts> tasks = parts.get(stage);
        if (tasks == null) {
            throw new IllegalStateException("stage " + stage.number() + " has no tasks");
        }
        return tasks;
    }

    private Operator operator(PhysicalNode node, List<PhysicalNode> inputs, TaskContext context) {
        if (node instanceof ConnectorScan || node instanceof RelationScan || node instanceof Values) {
            return new RelayOperator();
        } else if (node instanceof Materialize) {
            return new MaterializeOperator(node.rowType());
        } else if (node instanceof Collect collect) {
            return collect(collect);
        } else if (node instanceof SinkWrite write) {
            return sink(write, context);
        }
        return environment.operators().create(node, inputs, context);
    }

    private Operator collect(Collect node) {
        ResultQueue queue = results;
        if (queue == null) {
            throw MillraceException.internal("a query without a client collects rows");
        }
        PhysicalNode rows = graph.node(graph.source(node.input()));
        boolean insertsOnly = rows.changelog().appendOnly()
                || !spec.continuous() && FirstEpoch.insertsOnly(rows, id -> graph.node(graph.source(id)));
        return new CollectOperator(node.rowType(), insertsOnly, queue);
    }

    private Operator sink(SinkWrite node, TaskContext context) {
        Sink sink = sink(node);
        WriterContext writer = new WriterContext(
                spec.name(), context.task(), context.parallelism(), environment.generation(), environment.timeline());
        boolean appendOnly = graph.node(graph.source(node.input())).changelog().appendOnly();
        return new SinkOperator(
                new SinkOutput(sink.writer(writer), new SerialIo(environment.scheduler())),
                node.rowType(),
                appendOnly,
                start.committedEpoch(),
                rows -> metrics.rowsOut.add(rows));
    }

    private Sink sink(SinkWrite node) {
        return environment
                .inputs()
                .connector(node.connector())
                .sink(node.table())
                .orElseThrow(() -> MillraceException.notSupported(
                        "writing table " + node.table().name() + " of connector '" + node.connector() + "'"));
    }

    private @Nullable ScanInput scan(PhysicalNode node, Stage stage, TaskContext context) {
        if (node instanceof ConnectorScan scan) {
            return connectorInput(scan, stage, context);
        } else if (node instanceof RelationScan scan) {
            return relationInput(scan, stage, context);
        } else if (node instanceof Values values) {
            List<RowBatch> rows = givesConstants(context)
                    ? List.of(environment.operators().constants(values.rows(), values.rowType()))
                    : List.of();
            return new RowsInput(rows, new Listener(node, false));
        }
        return null;
    }

    /** Rows that are given once, before the first barrier: a checkpoint has what came of them. */
    private boolean givesConstants(TaskContext context) {
        return context.task() == 0 && start.cut() == null;
    }

    private ScanInput relationInput(RelationScan scan, Stage stage, TaskContext context) {
        Optional<List<RowBatch>> system = environment.inputs().systemRows(scan.relation());
        if (system.isPresent()) {
            int[] columns = scan.columns().stream().mapToInt(Integer::intValue).toArray();
            List<RowBatch> rows = givesConstants(context)
                    ? system.get().stream().map(batch -> batch.project(columns)).toList()
                    : List.of();
            return new RowsInput(rows, new Listener(scan, false));
        }
        QueryInputs.RelationStart from = environment.inputs().start(scan, context.task());
        return new RelationInput(
                from.relation(),
                from.options(),
                from.view(),
                from.from(),
                context.task(),
                stage.parallelism(),
                new Listener(scan, false));
    }

    private ScanInput connectorInput(ConnectorScan scan, Stage stage, TaskContext context) {
        Source source = QueryStart.source(scan, environment.inputs()::connector);
        ConnectorSplits splits = splitsByScan.computeIfAbsent(
                scan.id(),
                id -> new ConnectorSplits(
                        scan, source, environment.clock(), spec, environment.inputs(), metrics, stage.parallelism()));
        List<SplitCut> own = new ArrayList<>();
        for (SplitCut split : start.splits()) {
            if (split.scan().equals(scan.id().value())) {
                query.assignSplit(split.scan(), split.split(), stage.parallelism());
                if (query.isAssigned(split.scan(), split.split(), context.task())) {
                    own.add(split);
                }
            }
        }
        List<DataType> readTypes =
                scan.readType().fields().stream().map(Field::type).toList();
        Watermark watermark = scan.watermark();
        List<DataType> outputTypes =
                scan.rowType().fields().stream().map(Field::type).toList();
        UnaryOperator<RowBatch> marks = watermark == null
                ? null
                : environment.operators().projection(List.of(watermark.expression()), outputTypes, context);
        boolean endless = source.boundedness() != Source.Boundedness.FINITE;
        return new ConnectorInput(
                new ConnectorInput.Setup(
                        scan.id().value(),
                        readTypes.subList(0, scan.readColumns().size()),
                        scan.withSplit(),
                        environment.operators().projection(scan.outputs(), readTypes, context),
                        watermark,
                        marks,
                        scan.dropLate(),
                        spec.plan().limits().allowedLatenessMicros(),
                        endless,
                        scan.finite(),
                        splits,
                        environment.scheduler(),
                        new Listener(scan, true)),
                own,
                start.timeMicros(),
                start.held());
    }

    private void wire(Stage stage, PhysicalNode node) {
        for (int port = 0; port < node.inputs().size(); port++) {
            NodeId source = graph.source(node.inputs().get(port));
            if (graph.node(source) instanceof Exchange exchange) {
                wireExchange(exchange, stage, node, port);
            } else if (graph.isCut(source, node.id())) {
                wireForward(source, stage, node, port);
            } else {
                for (TaskParts own : tasks(stage)) {
                    giver(own, source).feed(operator(own, node.id()), port);
                }
            }
        }
    }

    private static ChainedOperator operator(TaskParts task, NodeId node) {
        ChainedOperator operator = task.operators.get(node);
        if (operator == null) {
            throw new IllegalStateException("node " + node + " has no operator in its task");
        }
        return operator;
    }

    private void wireExchange(Exchange exchange, Stage receiving, PhysicalNode node, int port) {
        NodeId source = graph.source(exchange.input());
        List<TaskParts> receivers = tasks(receiving);
        for (TaskParts sender : tasks(stageOf(source))) {
            Channel[] channels = channels(sender, receivers, node, port);
            giver(sender, source).feed(writer(exchange, channels));
        }
    }

    /** Each task's rows to one task of the receiving stage, so that rows that lie by a key still do. */
    private void wireForward(NodeId source, Stage receiving, PhysicalNode node, int port) {
        List<TaskParts> senders = tasks(stageOf(source));
        List<TaskParts> receivers = tasks(receiving);
        for (int i = 0; i < senders.size(); i++) {
            TaskParts sender = senders.get(i);
            Channel[] channels = channels(sender, receivers, node, port);
            giver(sender, source).feed(ExchangeWriter.forward(channels, i % channels.length));
        }
    }

    private Stage stageOf(NodeId source) {
        Stage stage = stageByNode.get(source);
        if (stage == null) {
            throw new IllegalStateException("node " + source + " is in no stage");
        }
        return stage;
    }

    private Channel[] channels(TaskParts sender, List<TaskParts> receivers, PhysicalNode node, int port) {
        Channel[] channels = new Channel[receivers.size()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = new Channel();
            TaskParts receiver = receivers.get(i);
            receiver.inputs.add(new Task.Binding(channels[i], operator(receiver, node.id()), port));
            links.add(new Link(channels[i], sender, receiver));
        }
        return channels;
    }

    private ExchangeWriter writer(Exchange exchange, Channel[] channels) {
        int[] keys = exchange.distribution().keys().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        return switch (exchange.distribution().kind()) {
            case HASH -> ExchangeWriter.hash(channels, keys, spec.keyGroups());
            case SINGLE -> ExchangeWriter.single(channels);
            case BROADCAST -> ExchangeWriter.broadcast(channels);
        };
    }

    private void addTasks(Stage stage) {
        for (int i = 0; i < stage.parallelism(); i++) {
            TaskParts own = tasks(stage).get(i);
            String name = spec.name() + "/" + stage.number() + "/" + i;
            Task task = new Task(
                    name, own.inputs, own.order, own.state, own.time, environment.clock(), query.taskListener());
            own.task = task;
            query.add(task);
            for (Scan scan : own.scans) {
                query.addScan(scan.node().value(), i, stage.parallelism(), scan.input(), task);
            }
        }
    }

    private void abandon() {
        for (List<TaskParts> tasks : parts.values()) {
            for (TaskParts own : tasks) {
                own.inputs.forEach(binding -> binding.input().close());
                own.order.forEach(ChainedOperator::close);
                own.state.close();
            }
        }
    }

    /** Hands on what a scan reports; rows of connectors come unannounced, those of tables and views with their epoch. */
    private final class Listener implements ScanListener {
        private final PhysicalNode scan;
        private final boolean unannounced;
        /** Since the last cut. */
        private long rowsRead;

        Listener(PhysicalNode scan, boolean unannounced) {
            this.scan = scan;
            this.unannounced = unannounced;
        }

        @Override
        public void cut(long epoch, List<SplitCut> splits) {
            query.reportCut(epoch, splits, rowsRead > 0);
            rowsRead = 0;
        }

        @Override
        public void cutAhead(long epoch, boolean more) {
            query.reportCut(epoch, List.of(), more || rowsRead > 0);
            rowsRead = 0;
        }

        @Override
        public void read(long rows) {
            rowsRead += rows;
            query.reportRead(rows, unannounced);
        }

        @Override
        public void late(RowBatch rows) {
            lateBefore(rows.rows());
            if (spec.plan().limits().keepsLateRows()) {
                for (int i = 0; i < rows.rows(); i++) {
                    String text = TaskContext.text(rows, rows.row(i), scan.rowType());
                    environment.inputs().late(spec.name(), scan.id().value(), text);
                }
            }
        }

        @Override
        public void lateBefore(long rows) {
            metrics.rowsLate.add(rows);
            metrics.rowsLateByScan
                    .computeIfAbsent(scan.id().value(), id -> new LongAdder())
                    .add(rows);
        }

        @Override
        public void ended() {
            query.reportEnded();
        }
    }
}
