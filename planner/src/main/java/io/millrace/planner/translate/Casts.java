package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.Literal;
import io.millrace.planner.type.CommonType;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Puts the casts in that make argument types what {@link Function} asks for. */
final class Casts {
    private final String timeZone;

    /** @param timeZone of the session: between TIMESTAMP and TIMESTAMP WITH TIME ZONE */
    Casts(String timeZone) {
        this.timeZone = timeZone;
    }

    /** The expression as that type (nullability and lengths of text aside), with a cast only if one is needed. */
    Expression to(Expression expression, DataType target) {
        return CommonType.same(expression.type(), target) ? expression : cast(Function.CAST, expression, target);
    }

    /** Both arguments as their common type. */
    List<Expression> toCommon(Expression a, Expression b, String what) {
        DataType common = CommonType.of(a.type(), b.type())
                .orElseThrow(() -> new MillraceException(
                        SqlState.DATATYPE_MISMATCH,
                        what + " needs values of one type, not " + a.type().sqlName() + " and "
                                + b.type().sqlName()));
        return List.of(to(a, common), to(b, common));
    }

    /**
     * @param function CAST, TRY_CAST or ASSIGN
     */
    Expression cast(Function function, Expression expression, DataType target) {
        DataType from = expression.type();
        if (from.kind() == TypeKind.NULL || (expression instanceof Literal nothing && nothing.holdsNull())) {
            return Literal.ofNull(target);
        }
        if (expression instanceof Literal literal) {
            Optional<Expression> folded = folded(literal, target);
            if (folded.isPresent()) {
                return folded.get();
            }
        }
        if (target.kind() == TypeKind.JSON && !from.kind().isText()) {
            return JsonFunctions.json(expression);
        }
        requireCastable(from, target);
        boolean nullable = from.nullable() || function == Function.TRY_CAST;
        if (from.kind() == TypeKind.TIMESTAMP_TZ
                && (target.kind() == TypeKind.TIMESTAMP
                        || target.kind() == TypeKind.DATE
                        || target.kind() == TypeKind.TIME)) {
            DataType local = DataType.of(TypeKind.TIMESTAMP).withNullable(nullable);
            return to(Call.of(Function.AT_TIME_ZONE, local, expression, zone()), target.withNullable(nullable));
        } else if (target.kind() == TypeKind.TIMESTAMP_TZ
                && (from.kind() == TypeKind.TIMESTAMP || from.kind() == TypeKind.DATE)) {
            Expression local = to(expression, DataType.of(TypeKind.TIMESTAMP));
            return Call.of(Function.AT_TIME_ZONE, target.withNullable(nullable), local, zone());
        }
        return Call.of(function, target.withNullable(nullable), expression);
    }

    /** What nested values are made of is cast without regard to the session, and only to what has as many parts. */
    private static void requireCastable(DataType from, DataType target) {
        if (from.kind().isNested() && target.kind().isText()) {
            from.children().forEach(child -> requireCastable(child.type(), target));
        } else if (from.kind().isNested() || target.kind().isNested()) {
            if (from.kind() != target.kind()
                    || from.children().size() != target.children().size()) {
                throw new MillraceException(
                        SqlState.DATATYPE_MISMATCH, "cannot cast " + from.sqlName() + " to " + target.sqlName());
            }
            for (int i = 0; i < from.children().size(); i++) {
                boolean zoned = from.child(i).kind() == TypeKind.TIMESTAMP_TZ;
                if (zoned != (target.child(i).kind() == TypeKind.TIMESTAMP_TZ)) {
                    throw MillraceException.notSupported("a cast of " + from.sqlName() + " to " + target.sqlName());
                }
                requireCastable(from.child(i), target.child(i));
            }
        }
    }

    private Literal zone() {
        return Literal.ofText(DataType.of(TypeKind.VARCHAR), timeZone);
    }

    /** A constant as another type, if that is the same value and plain to see. */
    private static Optional<Expression> folded(Literal literal, DataType target) {
        TypeKind from = literal.type().kind();
        TypeKind to = target.kind();
        if (from.isExactNumeric() && to.isExactNumeric()) {
            return exact(value(literal), target);
        } else if (from.isExactNumeric() && to == TypeKind.DOUBLE) {
            return Optional.of(Literal.of(target, value(literal).doubleValue()));
        } else if (from == TypeKind.VARCHAR && to != TypeKind.VARCHAR) {
            return TextConstants.as(literal.text().strip(), target);
        } else if (from == TypeKind.VARCHAR
                && to == TypeKind.VARCHAR
                && literal.text().codePointCount(0, literal.text().length()) <= target.precision()) {
            return Optional.of(Literal.ofText(target, literal.text()));
        }
        return Optional.empty();
    }

    static BigDecimal value(Literal literal) {
        if (literal.type().kind() == TypeKind.DECIMAL) {
            return new BigDecimal(new BigInteger(literal.text()), literal.type().scale());
        }
        return new BigDecimal(literal.text());
    }

    /** Empty if digits would be lost or it does not fit. */
    static Optional<Expression> exact(BigDecimal value, DataType target) {
        if (value.stripTrailingZeros().scale() > target.scale()) {
            return Optional.empty();
        }
        BigInteger unscaled = value.setScale(target.scale()).unscaledValue();
        boolean fits =
                switch (target.kind()) {
                    case TINYINT -> unscaled.bitLength() < Byte.SIZE;
                    case SMALLINT -> unscaled.bitLength() < Short.SIZE;
                    case INTEGER -> unscaled.bitLength() < Integer.SIZE;
                    case BIGINT -> unscaled.bitLength() < Long.SIZE;
                    default -> new BigDecimal(unscaled).precision() <= target.precision();
                };
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(
                target.storage() == Storage.WIDE
                        ? Literal.of(target, unscaled)
                        : Literal.of(target, unscaled.longValueExact()));
    }
}
