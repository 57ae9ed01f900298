package io.millrace.planner.validate;

import java.math.BigDecimal;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Leaves casts of numbers with a fraction to whole numbers for the engine, which rounds them: Calcite would cut them off. */
final class ExactCasts extends RexBuilder {
    ExactCasts(RelDataTypeFactory typeFactory) {
        super(typeFactory);
    }

    @Override
    public RexNode makeCast(
            SqlParserPos position,
            RelDataType type,
            RexNode expression,
            boolean matchNullability,
            boolean safe,
            RexLiteral format) {
        boolean fraction = expression instanceof RexLiteral literal
                && literal.getValue() instanceof BigDecimal number
                && number.stripTrailingZeros().scale() > 0;
        return fraction && SqlTypeName.INT_TYPES.contains(type.getSqlTypeName())
                ? makeAbstractCast(position, type, expression, safe)
                : super.makeCast(position, type, expression, matchNullability, safe, format);
    }
}
