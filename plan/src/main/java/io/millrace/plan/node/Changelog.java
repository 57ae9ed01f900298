package io.millrace.plan.node;

/**
 * Whether a relation ever takes a row back.
 *
 * @param reason why it is not append-only: names the node that makes it so; or why it is
 */
public record Changelog(boolean appendOnly, String reason) {
    public static Changelog appendOnly(String reason) {
        return new Changelog(true, reason);
    }

    public static Changelog updating(String reason) {
        return new Changelog(false, reason);
    }

    @Override
    public String toString() {
        return (appendOnly ? "append-only" : "updating") + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
