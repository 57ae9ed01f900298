package io.millrace.executor.expression.function;

/**
 * The functions of angles that {@link Math} lacks. Those of degrees are exact where the result is a whole number or a half. An
 * argument outside a function's domain is 2201E.
 */
public final class Trigonometry {
    private static final double TURN = 360;
    private static final double HALF_TURN = 180;
    private static final double RIGHT_ANGLE = 90;

    private Trigonometry() {}

    public static double sec(double radians) {
        return 1 / Math.cos(radians);
    }

    public static double csc(double radians) {
        return inverse("CSC", radians, Math.sin(radians));
    }

    public static double sech(double value) {
        return 1 / Math.cosh(value);
    }

    public static double csch(double value) {
        return inverse("CSCH", value, Math.sinh(value));
    }

    public static double coth(double value) {
        return inverse("COTH", value, Math.tanh(value));
    }

    private static double inverse(String function, double argument, double value) {
        if (value == 0) {
            throw DataErrors.invalidArgument(function, argument, "not a zero of its denominator");
        }
        return 1 / value;
    }

    /** Source: Kahan, Branch Cuts for Complex Elementary Functions (1987): no cancellation near zero. */
    public static double asinh(double value) {
        double magnitude = Math.abs(value);
        if (magnitude > 0x1p28) {
            return Math.copySign(Math.log(magnitude) + Math.log(2), value);
        }
        double square = magnitude * magnitude;
        return Math.copySign(Math.log1p(magnitude + square / (1 + Math.sqrt(1 + square))), value);
    }

    public static double acosh(double value) {
        if (value < 1) {
            throw DataErrors.invalidArgument("ACOSH", value, "1 or more");
        } else if (value > 0x1p28) {
            return Math.log(value) + Math.log(2);
        }
        double above = value - 1;
        return Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    public static double atanh(double value) {
        if (value <= -1 || value >= 1) {
            throw DataErrors.invalidArgument("ATANH", value, "between -1 and 1");
        }
        return 0.5 * Math.log1p(2 * value / (1 - value));
    }

    public static double sind(double degrees) {
        double angle = Math.IEEEremainder(checked("SIND", degrees), TURN);
        double magnitude = Math.abs(angle);
        double folded = magnitude > RIGHT_ANGLE ? HALF_TURN - magnitude : magnitude;
        return Math.copySign(firstQuadrant(folded), angle) + 0.0;
    }

    public static double cosd(double degrees) {
        double magnitude = Math.abs(Math.IEEEremainder(checked("COSD", degrees), TURN));
        return magnitude > RIGHT_ANGLE
                ? -firstQuadrant(magnitude - RIGHT_ANGLE) + 0.0
                : firstQuadrant(RIGHT_ANGLE - magnitude);
    }

    /** The sine of 0 to 90 degrees. */
    private static double firstQuadrant(double degrees) {
        return degrees == 30 ? 0.5 : degrees == RIGHT_ANGLE ? 1 : Math.sin(Math.toRadians(degrees));
    }

    public static double tand(double degrees) {
        double angle = Math.IEEEremainder(checked("TAND", degrees), HALF_TURN);
        double magnitude = Math.abs(angle);
        if (magnitude == RIGHT_ANGLE) {
            return angle > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        double tangent = magnitude == 45 ? 1 : Math.tan(Math.toRadians(magnitude));
        return Math.copySign(tangent, angle) + 0.0;
    }

    private static double checked(String function, double degrees) {
        if (Double.isInfinite(degrees)) {
            throw DataErrors.invalidArgument(function, degrees, "a finite number");
        }
        return degrees;
    }

    public static double asind(double value) {
        double magnitude = Math.abs(value);
        double angle = magnitude == 0.5 ? 30 : magnitude == 1 ? RIGHT_ANGLE : Math.toDegrees(Doubles.asin(magnitude));
        return Math.copySign(angle, value);
    }

    public static double acosd(double value) {
        if (value == 0.5) {
            return 60;
        } else if (value == -0.5) {
            return 120;
        }
        return value == 0 ? RIGHT_ANGLE : value == -1 ? HALF_TURN : Math.toDegrees(Doubles.acos(value));
    }

    public static double atand(double value) {
        double magnitude = Math.abs(value);
        double angle =
                magnitude == 1 ? 45 : Double.isInfinite(magnitude) ? RIGHT_ANGLE : Math.toDegrees(Math.atan(magnitude));
        return Math.copySign(angle, value);
    }
}
