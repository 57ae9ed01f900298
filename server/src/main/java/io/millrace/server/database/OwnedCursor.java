package io.millrace.server.database;

import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.ResultCursor;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cursor that its session closes when it ends, and forgets when somebody else does. */
final class OwnedCursor implements ResultCursor {
    private final ResultCursor cursor;
    private final Consumer<OwnedCursor> onClose;

    OwnedCursor(ResultCursor cursor, Consumer<OwnedCursor> onClose) {
        this.cursor = cursor;
        this.onClose = onClose;
    }

    @Override
    public List<ResultColumn> columns() {
        return cursor.columns();
    }

    @Override
    public List<@Nullable Object[]> next(int maxRows, long waitMillis) {
        return cursor.next(maxRows, waitMillis);
    }

    @Override
    public boolean ended() {
        return cursor.ended();
    }

    @Override
    public void cancel() {
        cursor.cancel();
    }

    @Override
    public void close() {
        onClose.accept(this);
        cursor.close();
    }
}
