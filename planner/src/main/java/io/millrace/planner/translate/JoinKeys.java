package io.millrace.planner.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns of both sides that must be equal; {@code nullsMatch} says where NULL equals NULL.
 *
 * @param buckets position of the key that is a bucket of event time ({@code TimeBuckets}) on both sides; −1 if there is none
 */
record JoinKeys(List<Integer> left, List<Integer> right, List<Boolean> nullsMatch, int buckets) {
    JoinKeys {
        left = List.copyOf(left);
        right = List.copyOf(right);
        nullsMatch = List.copyOf(nullsMatch);
    }

    /** With a bucket of event time as one more key. */
    JoinKeys withBuckets(int leftBucket, int rightBucket) {
        return new JoinKeys(with(left, leftBucket), with(right, rightBucket), with(nullsMatch, false), left.size());
    }

    private static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
