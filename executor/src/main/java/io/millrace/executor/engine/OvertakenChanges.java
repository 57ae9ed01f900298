package io.millrace.executor.engine;

import io.millrace.executor.log.BatchCodec;
import io.millrace.executor.relation.Change;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes of tables as bytes, by table; the rows as in the epoch log. A checkpoint's manifest has the checksum. */
final class OvertakenChanges {
    private static final int VERSION = 1;

    private OvertakenChanges() {}

    static byte[] toBytes(Map<String, List<Change.Kept>> changes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeInt(changes.size());
            for (Map.Entry<String, List<Change.Kept>> table : changes.entrySet()) {
                out.writeUTF(table.getKey());
                out.writeInt(table.getValue().size());
                for (Change.Kept change : table.getValue()) {
                    write(change, out);
                }
            }
        } catch (IOException e) {
            throw new MillraceException(SqlState.INTERNAL_ERROR, "changes cannot be written: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static void write(Change.Kept change, DataOutputStream out) throws IOException {
        out.writeLong(change.epoch());
        out.writeLong(change.watermarkMicros());
        out.writeInt(change.batches().size());
        for (RowBatch batch : change.batches()) {
            BatchCodec.write(batch, out);
        }
    }

    static Map<String, List<Change.Kept>> read(byte[] bytes, Path file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new MillraceException(
                        SqlState.DATA_CORRUPTED,
                        file + " has version " + version + ", this engine knows version " + VERSION);
            }
            Map<String, List<Change.Kept>> changes = new LinkedHashMap<>();
            int tables = in.readInt();
            for (int table = 0; table < tables; table++) {
                String name = in.readUTF();
                List<Change.Kept> ofTable = new ArrayList<>();
                int count = in.readInt();
                for (int i = 0; i < count; i++) {
                    ofTable.add(readOne(in));
                }
                changes.put(name, ofTable);
            }
            return changes;
        } catch (IOException e) {
            throw new MillraceException(SqlState.DATA_CORRUPTED, file + " is damaged: " + e, e);
        }
    }

    private static Change.Kept readOne(DataInputStream in) throws IOException {
        long epoch = in.readLong();
        long watermarkMicros = in.readLong();
        List<RowBatch> batches = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            batches.add(BatchCodec.read(in));
        }
        return new Change.Kept(epoch, batches, watermarkMicros);
    }
}
