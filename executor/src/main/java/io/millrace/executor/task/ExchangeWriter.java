package io.millrace.executor.task;

import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.key.KeyGroups;
import java.util.Arrays;

/**
 * The sending end of an exchange in one task: gives each row to the task of the next stage that its distribution names. Rows
 * are not copied: each receiver gets the batch with its own selection.
 *
 * <p><b>Threading:</b> the task's thread.
 */
public abstract sealed class ExchangeWriter {
    final Channel[] channels;

    ExchangeWriter(Channel[] channels) {
        this.channels = channels;
    }

    /** By key group: the receivers own key groups. */
    public static ExchangeWriter hash(Channel[] channels, int[] keyColumns, int keyGroups) {
        return channels.length == 1 ? new ToOne(channels, 0) : new ByHash(channels, keyColumns, keyGroups);
    }

    /** Everything to the only receiver. */
    public static ExchangeWriter single(Channel[] channels) {
        return new ToOne(channels, 0);
    }

    /** Everything to one of the receivers. */
    public static ExchangeWriter forward(Channel[] channels, int receiver) {
        return new ToOne(channels, receiver);
    }

    /** Everything to every receiver. */
    public static ExchangeWriter broadcast(Channel[] channels) {
        return new ToAll(channels);
    }

    final boolean hasRoom() {
        for (Channel channel : channels) {
            if (!channel.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    final void send(Barrier barrier) {
        for (Channel channel : channels) {
            channel.send(barrier);
        }
    }

    abstract void send(RowBatch batch);

    private static final class ToOne extends ExchangeWriter {
        private final int receiver;

        ToOne(Channel[] channels, int receiver) {
            super(channels);
            this.receiver = receiver;
        }

        @Override
        void send(RowBatch batch) {
            channels[receiver].send(batch);
        }
    }

    private static final class ToAll extends ExchangeWriter {
        ToAll(Channel[] channels) {
            super(channels);
        }

        @Override
        void send(RowBatch batch) {
            for (Channel channel : channels) {
                channel.send(batch);
            }
        }
    }

    private static final class ByHash extends ExchangeWriter {
        private final int[] keyColumns;
        private final int keyGroups;
        private int[] receivers = new int[RowBatch.ROWS_TARGET];
        private final int[] counts;

        ByHash(Channel[] channels, int[] keyColumns, int keyGroups) {
            super(channels);
            this.keyColumns = keyColumns;
            this.keyGroups = keyGroups;
            this.counts = new int[channels.length];
        }

        @Override
        void send(RowBatch batch) {
            assign(batch);
            int rows = batch.rows();
            for (int receiver = 0; receiver < channels.length; receiver++) {
                if (counts[receiver] == 0) {
                    continue;
                }
                int[] selection = new int[counts[receiver]];
                int selected = 0;
                for (int i = 0; i < rows; i++) {
                    if (receivers[i] == receiver) {
                        selection[selected++] = batch.row(i);
                    }
                }
                channels[receiver].send(batch.select(selection, selected));
            }
        }

        private void assign(RowBatch batch) {
            int rows = batch.rows();
            if (receivers.length < rows) {
                receivers = new int[rows];
            }
            Arrays.fill(counts, 0);
            KeyGroups.hash(batch, keyColumns, receivers);
            for (int i = 0; i < rows; i++) {
                int receiver = KeyGroups.task(KeyGroups.ofHash(receivers[i], keyGroups), keyGroups, channels.length);
                receivers[i] = receiver;
                counts[receiver]++;
            }
        }
    }
}
