package io.millrace.executor.relation;

/** A view of which there can be several at once, each closed by itself. */
public interface SharedView extends RelationView {
    /** Another view of the same rows; while this one is open. */
    SharedView again();
}
