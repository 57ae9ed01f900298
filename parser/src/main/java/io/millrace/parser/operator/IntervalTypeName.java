package io.millrace.parser.operator;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/** The type {@code INTERVAL DAY TO SECOND} and the like, of a column: Calcite knows it only of constants and casts. */
public final class IntervalTypeName extends SqlTypeNameSpec {
    private final SqlIntervalQualifier qualifier;

    private IntervalTypeName(SqlIntervalQualifier qualifier, SqlParserPos position) {
        super(new SqlIdentifier("INTERVAL", position), position);
        this.qualifier = qualifier;
    }

    public static SqlDataTypeSpec spec(SqlIntervalQualifier qualifier, SqlParserPos position) {
        return new SqlDataTypeSpec(new IntervalTypeName(qualifier, position), position);
    }

    /** Whether it counts months, and not days and times. */
    public boolean isYearMonth() {
        return qualifier.isYearMonth();
    }

    @Override
    public RelDataType deriveType(SqlValidator validator) {
        return validator.getTypeFactory().createSqlIntervalType(qualifier);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("INTERVAL");
        qualifier.unparse(writer, leftPrec, rightPrec);
    }

    @Override
    public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
        return other instanceof IntervalTypeName interval && qualifier.equalsDeep(interval.qualifier, litmus)
                || litmus.fail("{} != {}", this, other);
    }
}
