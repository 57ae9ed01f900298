package io.millrace.executor.engine;

import io.millrace.executor.storage.Storage;
import io.millrace.spi.error.MillraceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then how much room the disk has left, and says so once when it becomes little and once when there is enough again.
 *
 * <p><b>Threading:</b> an I/O thread looks; {@link #info} on any thread.
 */
final class DiskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final long LOOK_MILLIS = 10_000;

    private final EngineState state;
    private final Storage storage;
    private boolean warned;

    DiskWatch(EngineState state, Storage storage) {
        this.state = state;
        this.storage = storage;
    }

    void start() {
        state.scheduler.io(this::lookAgain);
    }

    private void lookAgain() {
        if (state.closing) {
            return;
        }
        try {
            look();
        } catch (MillraceException e) {
            LOG.debug("cannot tell how much room the disk has: {}", e.getMessage());
        }
        state.scheduler.after(LOOK_MILLIS, this::lookAgain);
    }

    private synchronized void look() {
        DiskInfo disk = info();
        if (disk.low() && !warned) {
            LOG.warn(
                    "the disk of {} has {} MB left, less than {} MB (setting \"disk.warn-below\"): when it is full, nothing new is"
                            + " published or acknowledged until there is room",
                    disk.directory(),
                    disk.usableBytes() >> 20,
                    disk.warnBelowBytes() >> 20);
        } else if (!disk.low() && warned) {
            LOG.info("the disk of {} has {} MB left again", disk.directory(), disk.usableBytes() >> 20);
        }
        warned = disk.low();
    }

    DiskInfo info() {
        return new DiskInfo(
                state.directory,
                storage.usableBytes(state.directory),
                state.options.state().diskWarnBytes(),
                state.diskFull != null);
    }
}
