package io.millrace.campaign.grammar;

/** An expression: its text, which can stand anywhere, and its type. */
public record Expr(String sql, Type type) {
    public Kind kind() {
        return type.kind();
    }
}
