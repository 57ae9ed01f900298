package io.millrace.plan.node;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a node by its role in the plan ({@code "aggregate-2"}); an operator's state is found by it. */
public record NodeId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("empty node id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
