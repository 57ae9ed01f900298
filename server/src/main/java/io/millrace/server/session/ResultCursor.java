package io.millrace.server.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one result.
 *
 * <p>A value is null or one of: {@code Boolean}, {@code Byte}, {@code Short}, {@code Integer}, {@code Long}, {@code
 * Float}, {@code Double}, {@code BigDecimal}, {@code String} (also JSON and intervals), {@code byte[]}, {@code
 * LocalDate}, {@code LocalTime}, {@code LocalDateTime} (TIMESTAMP, to the microsecond), {@code OffsetDateTime} or {@code
 * Instant} (TIMESTAMP WITH TIME ZONE), {@code UUID}, {@code List} (ARRAY and ROW) and {@code Map} (MAP) of these.
 *
 * <p><b>Threading:</b> {@code next} from one thread at a time; {@code cancel} and {@code close} from any thread at any
 * time, also during {@code next}, and more than once.
 */
public interface ResultCursor extends AutoCloseable {
    List<ResultColumn> columns();

    /**
     * Waits up to {@code waitMillis} (0: not at all) and returns 1 to {@code maxRows} rows as soon as at least one is there;
     * an empty list means that none came in time, or that the result has ended. After {@code close} it returns an empty
     * list; after {@code cancel} it throws {@code 57014}, also when it is waiting just then.
     */
    List<@Nullable Object[]> next(int maxRows, long waitMillis);

    /** Whether {@code next} has returned the last row (or the cursor was closed). */
    boolean ended();

    /** Ends the query; {@code next} then throws {@code 57014}. */
    void cancel();

    /** Ends the query and frees what it holds. */
    @Override
    void close();
}
