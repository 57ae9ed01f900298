package io.millrace.executor.expression.function;

/** American Soundex: a letter and three digits for how a word sounds; empty for a text without a letter of A to Z. */
public final class Soundex {
    /** Digits of A to Z; 0 for vowels, H and W. */
    private static final String DIGITS = "01230120022455012623010202";

    private static final int LENGTH = 4;

    private Soundex() {}

    public static void code(Slice text, Slice out) {
        byte[] code = new byte[LENGTH];
        int length = 0;
        char last = '0';
        for (int i = text.from(); i < text.to() && length < LENGTH; i++) {
            int letter = text.data()[i] & 0xdf;
            if (letter < 'A' || letter > 'Z') {
                continue;
            }
            char digit = DIGITS.charAt(letter - 'A');
            boolean passedOver = letter == 'H' || letter == 'W';
            if (length == 0) {
                code[length++] = (byte) letter;
            } else if (digit != '0' && digit != last) {
                code[length++] = (byte) digit;
            }
            last = passedOver && length > 1 ? last : digit;
        }
        while (length > 0 && length < LENGTH) {
            code[length++] = '0';
        }
        out.set(code, 0, length);
    }

    /** Number of places, 0 to 4, in which the codes of two texts agree. */
    public static int difference(Slice left, Slice right) {
        Slice leftCode = new Slice();
        Slice rightCode = new Slice();
        code(left, leftCode);
        code(right, rightCode);
        int same = 0;
        for (int i = 0; i < Math.min(leftCode.length(), rightCode.length()); i++) {
            same += leftCode.byteAt(i) == rightCode.byteAt(i) ? 1 : 0;
        }
        return same;
    }
}
