package io.millrace.executor.expression.function;

/** Patterns of SIMILAR TO as Java's regular expressions. */
final class SimilarPattern {
    private static final String SAME = "|*+?{}()";
    private static final String QUOTED = ".^$\\";

    private SimilarPattern() {}

    static String toRegularExpression(String pattern, String escape) {
        StringBuilder java = new StringBuilder();
        char escapeCharacter = escape.isEmpty() ? 0 : escape.charAt(0);
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == escapeCharacter && !escape.isEmpty()) {
                if (++i == pattern.length()) {
                    throw DataErrors.invalidParameter(
                            "the SIMILAR TO pattern " + DataErrors.quoted(pattern) + " ends with its escape character");
                }
                appendQuoted(java, pattern.charAt(i));
            } else if (inClass) {
                inClass = c != ']';
                java.append(c == '\\' || c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
            } else if (c == '[') {
                inClass = true;
                java.append(c);
            } else if (c == '%') {
                java.append(".*");
            } else if (c == '_') {
                java.append('.');
            } else if (SAME.indexOf(c) >= 0) {
                java.append(c);
            } else if (QUOTED.indexOf(c) >= 0) {
                appendQuoted(java, c);
            } else {
                java.append(c);
            }
        }
        return java.toString();
    }

    private static void appendQuoted(StringBuilder java, char c) {
        boolean plain = Character.isLetterOrDigit(c) || Character.isSurrogate(c);
        java.append(plain ? String.valueOf(c) : "\\" + c);
    }
}
