package io.millrace.planner.type;

import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The type to which two values are cast before they are compared, united or chosen from. */
public final class CommonType {
    private CommonType() {}

    /** Whether a value of one type may stand for the other without a cast: nullability and lengths of text aside. */
    public static boolean same(DataType a, DataType b) {
        if (a.kind() != b.kind()) {
            return false;
        }
        return switch (a.kind()) {
            case DECIMAL -> a.precision() == b.precision() && a.scale() == b.scale();
            case CHAR, BINARY -> a.precision() == b.precision();
            case ARRAY, MAP, ROW ->
                a.children().size() == b.children().size()
                        && IntStream.range(0, a.children().size()).allMatch(i -> same(a.child(i), b.child(i)));
            default -> true;
        };
    }

    /** Empty if there is none. Nullable if one of the two is. */
    public static Optional<DataType> of(DataType a, DataType b) {
        boolean nullable = a.nullable() || b.nullable();
        return bare(a, b).map(type -> type.withNullable(nullable));
    }

    private static Optional<DataType> bare(DataType a, DataType b) {
        TypeKind left = a.kind();
        TypeKind right = b.kind();
        if (left == TypeKind.NULL) {
            return Optional.of(b);
        } else if (right == TypeKind.NULL) {
            return Optional.of(a);
        } else if (left.isNumeric() && right.isNumeric()) {
            return Optional.of(numeric(a, b));
        } else if (left == right) {
            return left.isNested() ? nested(a, b) : Optional.of(wider(a, b));
        } else if (left.isText() && right.isText()) {
            return Optional.of(new DataType(TypeKind.VARCHAR, DataType.UNLIMITED, 0, true));
        } else if (left.isBinary() && right.isBinary()) {
            return Optional.of(new DataType(TypeKind.VARBINARY, DataType.UNLIMITED, 0, true));
        } else if (left == TypeKind.DATE && right.isTimestamp()) {
            return Optional.of(b);
        } else if (right == TypeKind.DATE && left.isTimestamp()) {
            return Optional.of(a);
        } else if (left.isTimestamp() && right.isTimestamp()) {
            return Optional.of(DataType.of(TypeKind.TIMESTAMP_TZ));
        }
        return Optional.empty();
    }

    private static Optional<DataType> nested(DataType a, DataType b) {
        if (a.children().size() != b.children().size()) {
            return Optional.empty();
        }
        List<DataType> children = new ArrayList<>();
        for (int i = 0; i < a.children().size(); i++) {
            Optional<DataType> child = of(a.child(i), b.child(i));
            if (child.isEmpty()) {
                return Optional.empty();
            }
            children.add(child.get());
        }
        return Optional.of(a.withChildren(children));
    }

    private static DataType wider(DataType a, DataType b) {
        return a.precision() >= b.precision() ? a : b;
    }

    private static DataType numeric(DataType a, DataType b) {
        if (a.kind().isApproximateNumeric() || b.kind().isApproximateNumeric()) {
            boolean bothReal = a.kind() == TypeKind.REAL && b.kind() == TypeKind.REAL;
            return DataType.of(bothReal ? TypeKind.REAL : TypeKind.DOUBLE);
        }
        if (a.kind() != TypeKind.DECIMAL && b.kind() != TypeKind.DECIMAL) {
            return a.kind().compareTo(b.kind()) >= 0 ? a : b;
        }
        DataType left = asDecimal(a);
        DataType right = asDecimal(b);
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        return DataType.decimal(Math.min(whole + scale, DataType.DECIMAL_PRECISION_MAX), scale);
    }

    /** The DECIMAL that holds every value of an exact numeric type. */
    public static DataType asDecimal(DataType type) {
        int digits =
                switch (type.kind()) {
                    case TINYINT -> 3;
                    case SMALLINT -> 5;
                    case INTEGER -> 10;
                    case BIGINT -> 19;
                    default -> 0;
                };
        return digits == 0 ? type : DataType.decimal(digits, 0).withNullable(type.nullable());
    }
}
