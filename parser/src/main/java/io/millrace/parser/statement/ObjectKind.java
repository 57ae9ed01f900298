package io.millrace.parser.statement;

/** What can be created, dropped and shown. */
public enum ObjectKind {
    TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    PIPELINE,
    FUNCTION,
    SCHEMA;

    /** As in SQL: {@code MATERIALIZED VIEW}. */
    public String words() {
        return name().replace('_', ' ');
    }
}
