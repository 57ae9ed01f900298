package io.millrace.planner.translate;

import io.millrace.spi.error.MillraceException;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.jspecify.annotations.Nullable;

/** Units of time as Calcite passes them around. */
final class RexUnits {
    private RexUnits() {}

    /** The unit in upper case: DAY, EPOCH. */
    static String of(RexNode node) {
        if (node instanceof RexLiteral literal) {
            Object value = literal.getValue();
            if (value instanceof TimeUnitRange range) {
                return range.name();
            } else if (value instanceof TimeUnit unit) {
                return unit.name();
            }
            @Nullable SqlIntervalQualifier qualifier = literal.getType().getIntervalQualifier();
            if (qualifier != null) {
                return qualifier.timeUnitRange.name();
            }
            String text = literal.getValueAs(String.class);
            if (text != null) {
                return text;
            }
        }
        throw MillraceException.notSupported("a unit of time that is not a constant");
    }
}
