package io.millrace.campaign.bank;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A teller's own account of its transfers, in a file outside the engine: asked for, and acknowledged or refused. What was asked
 * for when the server was killed may have happened or not.
 *
 * <p><b>Threading:</b> one teller's; read when it has ended.
 */
final class Ledger implements AutoCloseable {
    private final BufferedWriter file;
    private final Map<Long, Transfer> acknowledged = new HashMap<>();
    private final Map<Long, Transfer> inDoubt = new HashMap<>();

    Ledger(Path path) throws IOException {
        file = Files.newBufferedWriter(path);
    }

    void asked(Transfer transfer) throws IOException {
        inDoubt.put(transfer.id(), transfer);
        write("asked " + transfer.line());
    }

    void acknowledged(Transfer transfer) throws IOException {
        inDoubt.remove(transfer.id());
        acknowledged.put(transfer.id(), transfer);
        write("acknowledged " + transfer.line());
    }

    private void write(String line) throws IOException {
        file.write(line);
        file.newLine();
        file.flush();
    }

    Map<Long, Transfer> acknowledged() {
        return acknowledged;
    }

    Map<Long, Transfer> inDoubt() {
        return inDoubt;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
