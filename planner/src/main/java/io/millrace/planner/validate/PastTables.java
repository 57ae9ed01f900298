package io.millrace.planner.validate;

import io.millrace.parser.operator.ParserOperators;
import io.millrace.plan.node.PastRelation;
import io.millrace.spi.error.SqlState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * {@code FOR SYSTEM_TIME AS OF SAVEPOINT s} and {@code … TIMESTAMP '…'}: the table becomes one of another name, which the schema
 * finds.
 */
final class PastTables {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[' ']")
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter();

    private PastTables() {}

    /** Whether a snapshot is of one point for the whole query, not of each row's time. */
    static boolean isPast(SqlSnapshot snapshot) {
        return snapshot.getPeriod() instanceof SqlLiteral || isSavepoint(snapshot.getPeriod());
    }

    private static boolean isSavepoint(SqlNode period) {
        return period instanceof SqlCall call && call.getOperator().equals(ParserOperators.SAVEPOINT);
    }

    /** @param timeZone of TIMESTAMP without one */
    static SqlNode rewritten(SqlSnapshot snapshot, String timeZone) {
        if (!(snapshot.getTableRef() instanceof SqlIdentifier table)) {
            throw SqlErrors.notSupported(
                    snapshot.getParserPosition(), "FOR SYSTEM_TIME AS OF what is no table or materialized view");
        }
        String name = table.names.get(table.names.size() - 1);
        PastRelation past = isSavepoint(snapshot.getPeriod())
                ? PastRelation.atSavepoint(
                        name, ((SqlIdentifier) ((SqlCall) snapshot.getPeriod()).operand(0)).getSimple())
                : PastRelation.atTime(name, micros((SqlLiteral) snapshot.getPeriod(), timeZone));
        List<String> names = new ArrayList<>(table.names);
        names.set(names.size() - 1, past.scanName());
        SqlParserPos position = table.getParserPosition();
        return SqlStdOperatorTable.AS.createCall(
                position, new SqlIdentifier(names, position), new SqlIdentifier(name, position));
    }

    /** An alias of a past table takes the place of its own name. */
    static void useAlias(SqlBasicCall as) {
        if (as.operand(0) instanceof SqlBasicCall inner
                && inner.getKind() == SqlKind.AS
                && inner.operand(0) instanceof SqlIdentifier table
                && past(table).isPresent()) {
            as.setOperand(0, table);
        }
    }

    private static Optional<PastRelation> past(SqlIdentifier table) {
        return PastRelation.of(table.names.get(table.names.size() - 1));
    }

    private static long micros(SqlLiteral literal, String timeZone) {
        String text = literal instanceof SqlUnknownLiteral unknown ? unknown.getValue() : literal.toValue();
        try {
            TemporalAccessor time =
                    TIME.parseBest(String.valueOf(text).strip(), OffsetDateTime::from, LocalDateTime::from);
            OffsetDateTime point = time instanceof OffsetDateTime exact
                    ? exact
                    : ((LocalDateTime) time).atZone(ZoneId.of(timeZone)).toOffsetDateTime();
            return ChronoUnit.MICROS.between(Instant.EPOCH, point.toInstant());
        } catch (DateTimeException e) {
            throw SqlErrors.at(
                    literal.getParserPosition(),
                    SqlState.INVALID_DATETIME,
                    "\"" + text + "\" is no point in time; expected TIMESTAMP '2026-01-31 12:00:00' or"
                            + " TIMESTAMP WITH TIME ZONE '2026-01-31 12:00:00+00:00'");
        }
    }
}
