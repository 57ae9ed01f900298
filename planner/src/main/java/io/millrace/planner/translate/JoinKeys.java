package io.millrace.planner.translate;

import java.util.List;

/** Columns of both sides that must be equal; {@code nullsMatch} says where NULL equals NULL. */
record JoinKeys(List<Integer> left, List<Integer> right, List<Boolean> nullsMatch) {
    JoinKeys {
        left = List.copyOf(left);
        right = List.copyOf(right);
        nullsMatch = List.copyOf(nullsMatch);
    }
}
