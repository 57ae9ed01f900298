package io.millrace.campaign.grammar;

/**
 * A text may say a thing in two ways, Millrace's and DuckDB's; elsewhere it is the same for both. Written with marks that
 * no SQL contains, so that texts are put together like any other and told apart at the end.
 */
public enum Dialect {
    OURS,
    THEIRS;

    private static final char OPEN = '\uE000';
    private static final char OR = '\uE001';
    private static final char CLOSE = '\uE002';

    /** May hold others. */
    public static String either(String ours, String theirs) {
        return OPEN + ours + OR + theirs + CLOSE;
    }

    /** The text in this dialect. */
    public String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        read(text, 0, true, out);
        return out.toString();
    }

    /** Reads up to the end or to the mark that ends a part; the index behind it. */
    private int read(String text, int start, boolean wanted, StringBuilder out) {
        int i = start;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == OPEN) {
                i = read(text, i, wanted && this == OURS, out);
                i = read(text, i, wanted && this == THEIRS, out);
            } else if (c == OR || c == CLOSE) {
                return i;
            } else if (wanted) {
                out.append(c);
            }
        }
        return i;
    }
}
