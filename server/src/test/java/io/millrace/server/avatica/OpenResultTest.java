package io.millrace.server.avatica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.clock.SystemClock;
import io.millrace.jdbc.link.LinkException;
import io.millrace.server.session.Cancellation;
import io.millrace.server.session.ResultColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import org.apache.calcite.avatica.Meta;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenResultTest {
    private final Timers timers = new Timers("test");
    private final ScriptedCursor cursor =
            new ScriptedCursor(List.of(ResultColumn.of("n", DataType.of(TypeKind.BIGINT))), List.of(), false);

    @AfterEach
    void stop() {
        timers.close();
    }

    private OpenResult open(long maxRows) {
        return new OpenResult(
                cursor,
                null,
                maxRows,
                new TimeLimit(0, timers, new Cancellation()),
                new OpenResult.GridLimit(new SystemClock(), 0));
    }

    @Test
    void givesTheSameFrameAgainToWhoDidNotGetIt() {
        OpenResult result = open(0);
        cursor.emit(1L);
        cursor.emit(2L);
        Meta.Frame first = result.fetch(0, 10, 0);
        assertThat(first.rows).containsExactly(List.of(1L), List.of(2L));
        assertThat(result.fetch(0, 10, 0)).isSameAs(first);
        cursor.emit(3L);
        assertThat(result.fetch(2, 10, 0).rows).containsExactly(List.of(3L));
        assertThatThrownBy(() -> result.fetch(0, 10, 0)).isInstanceOf(LinkException.class);
    }

    @Test
    void givesAnEmptyFrameWhenNothingCame() {
        OpenResult result = open(0);
        Meta.Frame empty = result.fetch(0, 10, 1);
        assertThat(empty.rows).isEmpty();
        assertThat(empty.done).isFalse();
        cursor.emit(1L);
        assertThat(result.fetch(0, 10, 0).rows).hasSize(1);
    }

    @Test
    void endsWithTheLastRowAllowed() {
        OpenResult result = open(3);
        for (long n = 0; n < 5; n++) {
            cursor.emit(n);
        }
        assertThat(result.fetch(0, 2, 0).done).isFalse();
        Meta.Frame last = result.fetch(2, 2, 0);
        assertThat(last.rows).hasSize(1);
        assertThat(last.done).isTrue();
        assertThat(cursor.closed.getCount()).isZero();
        assertThat(result.fetch(3, 2, 0).done).isTrue();
    }

    @Test
    void failsAgainAfterAFailure() {
        OpenResult result = open(0);
        cursor.fail(new MillraceException(SqlState.DIVISION_BY_ZERO, "division by zero"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> result.fetch(0, 10, 0))
                    .isInstanceOfSatisfying(
                            LinkException.class, e -> assertThat(e.sqlState()).isEqualTo("22012"));
        }
        assertThat(cursor.closed.getCount()).isZero();
    }

    @Test
    void anEndThatIsNotTheClientsIsAnError() {
        OpenResult result = open(0);
        result.end(new LinkException("57P01", "the database is being shut down"));
        assertThatThrownBy(() -> result.fetch(0, 10, 0)).hasMessage("the database is being shut down");
    }
}
