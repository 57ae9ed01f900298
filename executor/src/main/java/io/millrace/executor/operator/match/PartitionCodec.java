package io.millrace.executor.operator.match;

import io.millrace.executor.log.BatchCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A partition as bytes, for the state store: what grows is written in pieces, of which only the last ones change. <b>Threading:</b> one thread. */
final class PartitionCodec {
    private static final int VERSION = 2;

    private PartitionCodec() {}

    /** What is not in pieces of its own, or is to be from now on. */
    static byte[] write(
            Partition partition, int registerCount, Segments.OfPartition rowPieces, Segments.OfPartition pathPieces) {
        return bytes(out -> {
            writeRowPieces(partition, rowPieces);
            writePathPieces(partition, pathPieces);
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
            History history = partition.history;
            partition.pathSegments.write(out);
            writeNodes(history, (int) partition.pathSegments.end(0), history.size(), out);
            out.writeInt(history.compactAt());
            PartitionRows rows = partition.rows;
            partition.rowSegments.write(out);
            BatchCodec.write(rows.batch(partition.rowSegments.end(rows.base()), rows.end()), out);
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeRowPieces(Partition partition, Segments.OfPartition pieces) {
        PartitionRows rows = partition.rows;
        SegmentList list = partition.rowSegments;
        list.dropBefore(rows.base(), pieces);
        if (list.isDue(rows.base(), rows.end())) {
            SegmentList.Segment grown = list.grow(rows.base(), rows.end(), pieces);
            pieces.write(grown.number(), bytes(out -> BatchCodec.write(rows.batch(grown.from(), grown.to()), out)));
        }
    }

    private static void writePathPieces(Partition partition, Segments.OfPartition pieces) {
        if (partition.history.isFull()) {
            partition.compactHistory();
        }
        History history = partition.history;
        SegmentList list = partition.pathSegments;
        if (history.stable() < list.end(0)) {
            list.clear(pieces);
        }
        if (list.isDue(0, history.size())) {
            SegmentList.Segment grown = list.grow(0, history.size(), pieces);
            pieces.write(grown.number(), bytes(out -> writeNodes(history, (int) grown.from(), (int) grown.to(), out)));
        }
        history.written();
    }

    /** Lets the pieces of a partition go that is forgotten. */
    static void remove(Partition partition, Segments.OfPartition rowPieces, Segments.OfPartition pathPieces) {
        partition.rowSegments.clear(rowPieces);
        partition.pathSegments.clear(pathPieces);
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

    private static void writeNodes(History history, int from, int to, DataOutputStream out) throws IOException {
        out.writeInt(to - from);
        for (int node = from; node < to; node++) {
            out.writeInt(history.parent(node));
            out.writeInt(history.state(node));
        }
    }

    private static void readNodes(History history, DataInputStream in) throws IOException {
        for (int nodes = in.readInt(); nodes > 0; nodes--) {
            history.add(in.readInt(), in.readInt());
        }
    }

    static Partition read(
            byte[] bytes, PatternProgram program, Segments.OfPartition rowPieces, Segments.OfPartition pathPieces) {
        try (DataInputStream in = in(bytes)) {
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
            partition.pathSegments.read(in);
            for (SegmentList.Segment segment : partition.pathSegments.segments()) {
                readNodes(partition.history, in(pathPieces.read(segment.number())));
            }
            readNodes(partition.history, in);
            partition.history.restored(in.readInt());
            partition.rowSegments.read(in);
            for (SegmentList.Segment segment : partition.rowSegments.segments()) {
                // Rows at the beginning of a piece may have gone.
                int gone = (int) Math.max(0, partition.rows.base() - segment.from());
                partition.rows.append(BatchCodec.read(in(rowPieces.read(segment.number()))), gone);
            }
            partition.rows.append(BatchCodec.read(in), 0);
            return partition;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
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
