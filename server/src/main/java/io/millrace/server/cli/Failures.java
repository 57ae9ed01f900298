package io.millrace.server.cli;

import io.millrace.spi.error.Blame;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import picocli.CommandLine;

/** What a command prints when it fails. */
final class Failures {
    private Failures() {}

    /** A line for what the user can mend; a stack trace only for what is our fault. */
    static int report(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof MillraceException known && known.blame() != Blame.ENGINE) {
            err.println("ERROR " + known.sqlState().code() + ": " + known.getMessage());
        } else if (failure instanceof SQLException sql) {
            err.println("ERROR " + sql.getSQLState() + ": " + sql.getMessage());
        } else if (failure instanceof NoSuchFileException missing) {
            err.println("ERROR 58P01: there is no file " + missing.getFile());
        } else if (failure instanceof IOException) {
            err.println("ERROR: " + failure.getMessage());
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        return 1;
    }
}
