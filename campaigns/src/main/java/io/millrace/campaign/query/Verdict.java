package io.millrace.campaign.query;

import java.util.Optional;

/** What became of one case. */
final class Verdict {
    private boolean refused;
    private boolean incomparable;
    private boolean nonEmpty;
    private boolean deletes;
    private Optional<String> failure = Optional.empty();
    private Optional<String> remark = Optional.empty();

    void refuse(String why) {
        refused = true;
        remark = Optional.of(why);
    }

    /** An error in both, or in the other engine alone. */
    void passOver(String why) {
        incomparable = true;
        remark = Optional.of(why);
    }

    void fail(String what) {
        if (failure.isEmpty()) {
            failure = Optional.of(what);
        }
    }

    void sawRows(boolean some) {
        nonEmpty |= some;
    }

    void sawDeletes(boolean some) {
        deletes |= some;
    }

    boolean refused() {
        return refused;
    }

    boolean incomparable() {
        return incomparable;
    }

    /** Whether it is still worth asking. */
    boolean open() {
        return !refused && !incomparable && failure.isEmpty();
    }

    boolean nonEmpty() {
        return nonEmpty;
    }

    boolean deletes() {
        return deletes;
    }

    Optional<String> failure() {
        return failure;
    }

    Optional<String> remark() {
        return remark;
    }
}
