package io.millrace.executor.relation;

import org.jspecify.annotations.Nullable;

/** What a key meant from an epoch on: a value, or nothing; and what it meant before. */
final class Version {
    final long epoch;
    final byte @Nullable [] value;
    private volatile @Nullable Version older;

    Version(long epoch, byte @Nullable [] value, @Nullable Version older) {
        this.epoch = epoch;
        this.value = value;
        this.older = older;
    }

    /** The version in force at an epoch, if it is kept here. */
    @Nullable Version at(long readEpoch) {
        Version version = this;
        while (version != null && version.epoch > readEpoch) {
            version = version.older;
        }
        return version;
    }

    /** Forgets what no reader at or behind that epoch can see. */
    void trim(long oldestRead) {
        Version visible = at(oldestRead);
        if (visible != null) {
            visible.older = null;
        }
    }

    @Nullable Version older() {
        return older;
    }

    /** Puts a version at the old end of the chain. */
    void appendOldest(Version oldest) {
        Version version = this;
        while (true) {
            Version next = version.older;
            if (next == null) {
                version.older = oldest;
                return;
            }
            version = next;
        }
    }
}
