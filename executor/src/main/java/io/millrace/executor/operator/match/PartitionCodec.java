package io.millrace.executor.operator.match;

import io.millrace.executor.log.BatchCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A partition as bytes, for the state store. <b>Threading:</b> one thread. */
final class PartitionCodec {
    private static final int VERSION = 1;

    private PartitionCodec() {}

    static byte[] write(Partition partition, int registerCount) {
        partition.compactHistory();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(partition.rows.base());
            out.writeLong(partition.next);
            out.writeBoolean(partition.begun);
            out.writeLong(partition.unsettled);
            out.writeLong(partition.matches);
            out.writeLong(partition.timer);
            out.writeBoolean(partition.accepted);
            out.writeLong(partition.acceptedStart);
            out.writeLong(partition.acceptedEnd);
            out.writeInt(partition.acceptedNode);
            writeThreads(partition.threads, registerCount, out);
            writeHistory(partition.history, out);
            BatchCodec.write(partition.rows.batch(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeThreads(Threads threads, int registerCount, DataOutputStream out) throws IOException {
        out.writeInt(threads.size());
        out.writeInt(registerCount);
        for (int i = 0; i < threads.size(); i++) {
            out.writeInt(threads.state(i));
            out.writeLong(threads.start(i));
            out.writeInt(threads.node(i));
            for (int r = 0; r < registerCount; r++) {
                out.writeLong(threads.registers()[threads.registersAt(i) + r]);
            }
        }
    }

    private static void writeHistory(History history, DataOutputStream out) throws IOException {
        out.writeInt(history.size());
        for (int node = 0; node < history.size(); node++) {
            out.writeInt(history.parent(node));
            out.writeInt(history.state(node));
        }
    }

    static Partition read(byte[] bytes, PatternProgram program) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("a partition of version " + version);
            }
            Partition partition = new Partition(program.newRows(in.readLong()), program.registerCount());
            partition.next = in.readLong();
            partition.begun = in.readBoolean();
            partition.unsettled = in.readLong();
            partition.matches = in.readLong();
            partition.timer = in.readLong();
            partition.accepted = in.readBoolean();
            partition.acceptedStart = in.readLong();
            partition.acceptedEnd = in.readLong();
            partition.acceptedNode = in.readInt();
            readThreads(partition.threads, in);
            int nodes = in.readInt();
            for (int node = 0; node < nodes; node++) {
                partition.history.add(in.readInt(), in.readInt());
            }
            partition.rows.append(BatchCodec.read(in));
            return partition;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readThreads(Threads threads, DataInputStream in) throws IOException {
        int size = in.readInt();
        long[] registers = new long[in.readInt()];
        for (int i = 0; i < size; i++) {
            int state = in.readInt();
            long start = in.readLong();
            int node = in.readInt();
            for (int r = 0; r < registers.length; r++) {
                registers[r] = in.readLong();
            }
            threads.add(state, start, node, registers, 0);
        }
    }
}
