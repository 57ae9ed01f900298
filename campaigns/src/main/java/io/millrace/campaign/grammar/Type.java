package io.millrace.campaign.grammar;

/**
 * A type, and what is known of its values, so that no generated expression overflows and no inexact number is compared.
 *
 * @param precision of a DECIMAL as declared
 * @param scale of a DECIMAL
 * @param digits numbers are less than ten to that power
 * @param exact false for numbers in whose last bits two right engines may differ
 */
public record Type(Kind kind, int precision, int scale, int digits, boolean exact) {
    private static final int ANY = 400;

    public static final Type INTEGER = new Type(Kind.INTEGER, 10, 0, 10, true);
    public static final Type BIGINT = new Type(Kind.BIGINT, 19, 0, 19, true);
    public static final Type DOUBLE = new Type(Kind.DOUBLE, 0, 0, ANY, true);
    public static final Type INEXACT = new Type(Kind.DOUBLE, 0, 0, ANY, false);
    public static final Type TEXT = of(Kind.TEXT);
    public static final Type BOOLEAN = of(Kind.BOOLEAN);
    public static final Type DATE = of(Kind.DATE);
    public static final Type TIMESTAMP = of(Kind.TIMESTAMP);

    public static Type of(Kind kind) {
        return new Type(kind, 0, 0, 0, true);
    }

    public static Type integer(int digits) {
        return new Type(Kind.INTEGER, 10, 0, digits, true);
    }

    public static Type bigint(int digits) {
        return new Type(Kind.BIGINT, 19, 0, digits, true);
    }

    /** A multiple of a quarter, so that its sums are exact. */
    public static Type quarters(int digits) {
        return new Type(Kind.DOUBLE, 0, 0, digits, true);
    }

    public static Type decimal(int precision, int scale, int digits) {
        return new Type(Kind.DECIMAL, precision, scale, digits, true);
    }

    /** Digits that arithmetic may reach without overflow or rounding. */
    public int digitsMax() {
        return switch (kind) {
            case INTEGER -> 9;
            case BIGINT -> 18;
            case DOUBLE -> 12;
            case DECIMAL -> precision - scale;
            default -> 0;
        };
    }

    public boolean fits() {
        return digits <= digitsMax();
    }

    public Type withDigits(int more) {
        return new Type(kind, precision, scale, more, exact);
    }

    /** Of either of two values of one kind. */
    public Type or(Type other) {
        int wholes = Math.max(precision - scale, other.precision - other.scale);
        int newScale = Math.max(scale, other.scale);
        return new Type(kind, wholes + newScale, newScale, Math.max(digits, other.digits), exact && other.exact);
    }

    /** In CAST and CREATE TABLE. */
    public String sqlName() {
        return switch (kind) {
            case TEXT -> "VARCHAR";
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            default -> kind.name();
        };
    }
}
