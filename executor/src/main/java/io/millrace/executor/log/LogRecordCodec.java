package io.millrace.executor.log;

import io.millrace.spi.connector.SplitPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Log records as bytes: a type byte, the epoch, the body. */
final class LogRecordCodec {
    private static final int CUT = 1;
    private static final int TABLE_COMMIT = 2;
    private static final int CREATED = 3;
    private static final int DROPPED = 4;
    private static final int EPOCHS_RESERVED = 5;
    private static final int ALTERED = 6;
    private static final int RESTARTED = 7;

    private LogRecordCodec() {}

    static byte[] write(LogRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (record instanceof LogRecord.Cut cut) {
                header(CUT, record, out);
                writeCut(cut.cut(), out);
            } else if (record instanceof LogRecord.TableCommit commit) {
                header(TABLE_COMMIT, record, out);
                out.writeInt(commit.tables().size());
                for (LogRecord.TableChanges table : commit.tables()) {
                    out.writeUTF(table.table());
                    BatchCodec.write(table.changes(), out);
                }
            } else if (record instanceof LogRecord.Created created) {
                header(CREATED, record, out);
                writeText(created.object(), out);
            } else if (record instanceof LogRecord.Altered altered) {
                header(ALTERED, record, out);
                writeText(altered.object(), out);
            } else if (record instanceof LogRecord.Restarted restarted) {
                header(RESTARTED, record, out);
                out.writeUTF(restarted.query());
                out.writeLong(restarted.published());
            } else if (record instanceof LogRecord.Dropped dropped) {
                header(DROPPED, record, out);
                out.writeInt(dropped.names().size());
                for (String name : dropped.names()) {
                    out.writeUTF(name);
                }
            } else {
                header(EPOCHS_RESERVED, record, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void header(int type, LogRecord record, DataOutputStream out) throws IOException {
        out.writeByte(type);
        out.writeLong(record.epoch());
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void writeCut(QueryCut cut, DataOutputStream out) throws IOException {
        out.writeUTF(cut.query());
        out.writeLong(cut.timeMicros());
        out.writeInt(cut.splits().size());
        for (SplitCut split : cut.splits()) {
            out.writeUTF(split.scan());
            out.writeUTF(split.split());
            out.writeLong(split.position().offset());
            out.writeLong(split.position().ordinal());
            out.writeLong(split.watermarkMicros());
            out.writeBoolean(split.idle());
            out.writeBoolean(split.ended());
        }
    }

    static LogRecord read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int type = in.readUnsignedByte();
        long epoch = in.readLong();
        return switch (type) {
            case CUT -> new LogRecord.Cut(readCut(epoch, in));
            case TABLE_COMMIT -> readTableCommit(epoch, in);
            case CREATED -> new LogRecord.Created(epoch, readText(in));
            case ALTERED -> new LogRecord.Altered(epoch, readText(in));
            case RESTARTED -> new LogRecord.Restarted(epoch, in.readUTF(), in.readLong());
            case DROPPED -> readDropped(epoch, in);
            case EPOCHS_RESERVED -> new LogRecord.EpochsReserved(epoch);
            default -> throw new IOException("unknown record type " + type);
        };
    }

    private static QueryCut readCut(long epoch, DataInputStream in) throws IOException {
        String query = in.readUTF();
        long timeMicros = in.readLong();
        int count = in.readInt();
        List<SplitCut> splits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            splits.add(new SplitCut(
                    in.readUTF(),
                    in.readUTF(),
                    new SplitPosition(in.readLong(), in.readLong()),
                    in.readLong(),
                    in.readBoolean(),
                    in.readBoolean()));
        }
        return new QueryCut(query, epoch, timeMicros, splits);
    }

    private static LogRecord readTableCommit(long epoch, DataInputStream in) throws IOException {
        int count = in.readInt();
        List<LogRecord.TableChanges> tables = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tables.add(new LogRecord.TableChanges(in.readUTF(), BatchCodec.read(in)));
        }
        return new LogRecord.TableCommit(epoch, tables);
    }

    private static LogRecord readDropped(long epoch, DataInputStream in) throws IOException {
        int count = in.readInt();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
        }
        return new LogRecord.Dropped(epoch, names);
    }
}
