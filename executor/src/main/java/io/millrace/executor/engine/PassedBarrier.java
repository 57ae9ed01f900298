package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import java.nio.file.Path;

/**
 * The newest barrier of a query of which there are files: what a checkpoint takes that does not wait for a later one.
 *
 * @param folder a snapshot of its state there, rows of its view included
 * @param point where it stood
 * @param own whether the folder is nobody else's, and is deleted when it is needed no more; otherwise it is a checkpoint's
 */
record PassedBarrier(Path folder, QueryPoint point, boolean own) {
    long epoch() {
        return point.cut().epoch();
    }
}
