package io.millrace.executor.expression;

/** Indented Java text under construction. */
final class JavaCode {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    JavaCode(int depth) {
        this.depth = depth;
    }

    JavaCode line(String line) {
        text.append(line.isEmpty() ? "" : "    ".repeat(depth)).append(line).append('\n');
        return this;
    }

    /** A line that ends in an opening brace. */
    JavaCode open(String line) {
        line(line);
        depth++;
        return this;
    }

    JavaCode close() {
        depth--;
        return line("}");
    }

    /** Lines that are indented already. */
    JavaCode append(JavaCode other) {
        text.append(other.text);
        return this;
    }

    int depth() {
        return depth;
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
