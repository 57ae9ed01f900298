package io.millrace.connector.filesystem;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures of the file system, with the path in the message. */
final class FileErrors {
    private FileErrors() {}

    /** @param doing what failed: {@code "read"} */
    static MillraceException of(String doing, String path, IOException e) {
        return new MillraceException(state(e), "cannot " + doing + " '" + path + "': " + reason(e), e);
    }

    static MillraceException missing(String path) {
        return new MillraceException(SqlState.UNDEFINED_FILE, "there is no file or folder '" + path + "'");
    }

    private static SqlState state(IOException e) {
        if (e instanceof NoSuchFileException) {
            return SqlState.UNDEFINED_FILE;
        }
        boolean full = e.getMessage() != null && e.getMessage().contains("No space left");
        return full ? SqlState.DISK_FULL : SqlState.IO_ERROR;
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        } else if (e instanceof AccessDeniedException) {
            return "permission denied";
        } else if (e instanceof NotDirectoryException) {
            return "not a folder";
        } else if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? "input/output error" : e.getMessage();
    }
}
