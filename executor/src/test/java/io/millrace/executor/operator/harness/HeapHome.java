package io.millrace.executor.operator.harness;

import io.millrace.executor.state.KeyedState;
import java.util.ArrayList;
import java.util.List;

/** {@link HeapState} for each task. */
final class HeapHome implements StateHome {
    private final List<HeapState> states = new ArrayList<>();

    HeapHome(int parallelism) {
        for (int task = 0; task < parallelism; task++) {
            states.add(new HeapState());
        }
    }

    @Override
    public KeyedState state(int task) {
        return states.get(task);
    }

    @Override
    public void checkpoint() {}

    @Override
    public int restart(int epoch) {
        states.replaceAll(HeapState::restored);
        return states.size();
    }

    @Override
    public int entries() {
        return states.size() == 1 ? states.get(0).entries() : -1;
    }

    @Override
    public void close() {}
}
