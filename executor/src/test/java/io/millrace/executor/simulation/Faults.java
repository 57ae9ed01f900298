package io.millrace.executor.simulation;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.query.CompiledOperators;
import io.millrace.executor.query.OperatorFactory;
import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.StateBackends;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.StateWrites;
import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Errors that the outside world makes, at moments that the seed decides; now and then one comes several times in a row. */
final class Faults {
    /** Said by every error that was planted. */
    static final String PLANTED = "planted";

    private final @Nullable Random random;
    private final Map<String, Integer> again = new HashMap<>();
    /** How many there were, by place. */
    final Map<String, Integer> counts = new TreeMap<>();

    private int oneIn = 1;
    private int left;
    boolean on;

    private Faults(@Nullable Random random) {
        this.random = random;
    }

    static Faults none() {
        return new Faults(null);
    }

    /** Whether anything is ever planted. */
    boolean any() {
        return random != null;
    }

    static Faults seeded(long seed) {
        return new Faults(new Random(seed));
    }

    /** A life begins: a few calls will fail, soon or late. */
    void begin() {
        if (random != null) {
            on = true;
            left = random.nextInt(8);
            oneIn = 3 + random.nextInt(1 << (2 + random.nextInt(9)));
            again.clear();
        }
    }

    void at(String place) {
        at(place, 1);
    }

    /** @param rarer how many times rarer than elsewhere */
    void at(String place, int rarer) {
        if (!on || random == null || left == 0) {
            return;
        }
        int more = again.getOrDefault(place, 0);
        if (more > 0) {
            again.put(place, more - 1);
        } else if (random.nextInt(oneIn * rarer) > 0) {
            return;
        } else if (random.nextInt(3) == 0) {
            again.put(place, 1 + random.nextInt(3));
        }
        left--;
        counts.merge(place, 1, Integer::sum);
        throw new MillraceException(SqlState.IO_ERROR, PLANTED + " in " + place);
    }

    static boolean isPlanted(MillraceException error) {
        return String.valueOf(error.getMessage()).contains(PLANTED);
    }

    OperatorFactory operators() {
        CompiledOperators sound = new CompiledOperators();
        return new OperatorFactory() {
            @Override
            public Operator create(PhysicalNode node, List<PhysicalNode> inputs, OperatorContext context) {
                return new Failing(sound.create(node, inputs, context));
            }

            @Override
            public UnaryOperator<RowBatch> projection(
                    List<Expression> expressions, List<DataType> inputTypes, OperatorContext context) {
                return sound.projection(expressions, inputTypes, context);
            }

            @Override
            public RowBatch constants(List<List<Expression>> rows, RowType rowType) {
                return sound.constants(rows, rowType);
            }
        };
    }

    private final class Failing implements Operator {
        private final Operator sound;

        Failing(Operator sound) {
            this.sound = sound;
        }

        @Override
        public void process(int input, RowBatch batch, Output out) {
            at("an operator's rows");
            sound.process(input, batch, out);
        }

        @Override
        public void watermark(long micros, Output out) {
            sound.watermark(micros, out);
        }

        @Override
        public void epoch(Epoch epoch, Output out) {
            if (epoch.checkpoint()) {
                at("an operator at a checkpoint");
            } else {
                at("an operator at a barrier", 4);
            }
            sound.epoch(epoch, out);
        }

        @Override
        public void endOfInput(int input, Output out) {
            sound.endOfInput(input, out);
        }

        @Override
        public int timedBy() {
            return sound.timedBy();
        }

        @Override
        public void close() {
            sound.close();
        }
    }

    /** Writes of operators' state fail before or behind the moment they are done. */
    StateBackends backends() {
        return new StateBackends(List.of(failing(MemoryBackend.memory()), failing(MemoryBackend.filesystem())));
    }

    private StateBackend failing(StateBackend sound) {
        return new StateBackend() {
            @Override
            public String name() {
                return sound.name();
            }

            @Override
            public boolean reads(Path snapshot) {
                return sound.reads(snapshot);
            }

            @Override
            public StateStore open(Path directory, @Nullable Path restoreFrom) {
                return new FailingStore(sound.open(directory, restoreFrom));
            }

            @Override
            public void close() {
                sound.close();
            }
        };
    }

    private final class FailingStore implements StateStore {
        private final StateStore sound;

        FailingStore(StateStore sound) {
            this.sound = sound;
        }

        @Override
        public List<StateMap> maps() {
            return sound.maps();
        }

        @Override
        public StateMap map(String name) {
            return sound.map(name);
        }

        @Override
        public void write(StateWrites writes) {
            boolean operators = writes.entries().stream()
                    .anyMatch(entry -> entry.map().name().indexOf('/') >= 0);
            if (operators) {
                at("the writing of state");
            }
            sound.write(writes);
            if (operators) {
                at("the writing of state");
            }
        }

        @Override
        public List<Path> snapshot(Path directory, boolean incremental) {
            at("a snapshot");
            return sound.snapshot(directory, incremental);
        }

        @Override
        public long sizeBytes() {
            return sound.sizeBytes();
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
