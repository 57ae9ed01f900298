package io.millrace.server.avatica;

import io.millrace.jdbc.link.Command;
import io.millrace.jdbc.link.CommandReply;
import io.millrace.jdbc.link.Link;
import io.millrace.server.session.DatabaseRegistry;
import org.apache.calcite.avatica.remote.LocalService;
import org.apache.calcite.avatica.remote.Service;

/** A connection's way to a database in this JVM. */
final class EmbeddedLink implements Link {
    private final DatabaseRegistry.Lease lease;
    private final MillraceMeta meta;
    private final Service service;

    EmbeddedLink(DatabaseRegistry.Lease lease, MillraceMeta meta) {
        this.lease = lease;
        this.meta = meta;
        this.service = new LocalService(meta);
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public CommandReply command(Command command) {
        return meta.command(command);
    }

    @Override
    public boolean encodesRows() {
        return false;
    }

    @Override
    public void networkTimeout(int millis) {
        // there is no network
    }

    @Override
    public void close() {
        try {
            meta.close();
        } finally {
            lease.close();
        }
    }
}
