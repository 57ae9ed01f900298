package io.millrace.executor.engine;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.query.OperatorFactory;
import io.millrace.executor.state.StateBackends;
import io.millrace.executor.storage.Storage;
import io.millrace.executor.task.Scheduler;
import io.millrace.spi.connector.Connector;
import java.util.Map;

/** What an engine is made of; the simulation brings other ones. The engine closes scheduler and backends. */
public record EngineParts(
        Scheduler scheduler,
        Clock clock,
        Storage storage,
        StateBackends backends,
        OperatorFactory operators,
        Map<String, Connector> connectors,
        SystemRelations system) {}
