package io.millrace.executor.operator.over;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where the computation of a partition can go on when rows come at its end.
 *
 * @param from what the first row to be read, and those that tie with it, begin with
 * @param changesFrom what the rows begin with that may change: behind {@code from} by what functions look back and ahead
 * @param rows of the partition before {@code from}
 * @param ties different values of the order before {@code from}
 * @param functions what each function has come to before {@code from}
 */
record Tail(byte[] from, byte[] changesFrom, long rows, long ties, byte[][] functions) {
    /** The start of a partition. */
    static final Tail START = new Tail(new byte[0], new byte[0], 0, 0, new byte[0][]);

    boolean isStart() {
        return rows == 0;
    }

    byte[] function(int index) {
        return index < functions.length ? functions[index] : WindowFunction.NOTHING;
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            write(from, out);
            write(changesFrom, out);
            out.writeLong(rows);
            out.writeLong(ties);
            out.writeInt(functions.length);
            for (byte[] function : functions) {
                write(function, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static Tail of(byte[] bytes) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            byte[] from = read(in);
            byte[] changesFrom = read(in);
            long rows = in.readLong();
            long ties = in.readLong();
            byte[][] functions = new byte[in.readInt()][];
            for (int i = 0; i < functions.length; i++) {
                functions[i] = read(in);
            }
            return new Tail(from, changesFrom, rows, ties, functions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
