package io.millrace.plan.pattern;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A regular expression over rows. What stands first is preferred. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "pattern")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RowPattern.Variable.class, name = "variable"),
    @JsonSubTypes.Type(value = RowPattern.Concatenation.class, name = "concatenation"),
    @JsonSubTypes.Type(value = RowPattern.Alternation.class, name = "alternation"),
    @JsonSubTypes.Type(value = RowPattern.Permutation.class, name = "permutation"),
    @JsonSubTypes.Type(value = RowPattern.Quantified.class, name = "quantified"),
    @JsonSubTypes.Type(value = RowPattern.Excluded.class, name = "excluded"),
    @JsonSubTypes.Type(value = RowPattern.Empty.class, name = "empty"),
    @JsonSubTypes.Type(value = RowPattern.PartitionStart.class, name = "partition-start"),
    @JsonSubTypes.Type(value = RowPattern.PartitionEnd.class, name = "partition-end")
})
public sealed interface RowPattern {
    /**
     * One row for which the variable's condition is TRUE.
     *
     * @param variable place among the variables
     */
    record Variable(int variable) implements RowPattern {}

    /** One after the other. */
    record Concatenation(List<RowPattern> parts) implements RowPattern {
        public Concatenation {
            parts = List.copyOf(parts);
        }
    }

    /** One of them, an earlier one rather than a later one. */
    record Alternation(List<RowPattern> choices) implements RowPattern {
        public Alternation {
            choices = List.copyOf(choices);
        }
    }

    /** All of them in any order; orders are preferred as the places of the parts, in lexicographic order. */
    record Permutation(List<RowPattern> parts) implements RowPattern {
        public Permutation {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Repeated; an iteration beyond {@code min} takes a row at least.
     *
     * @param max −1 for any number
     * @param reluctant whether fewer iterations are preferred to more
     */
    record Quantified(RowPattern repeated, int min, int max, boolean reluctant) implements RowPattern {}

    /** Matched, and left out of ALL ROWS PER MATCH. */
    record Excluded(RowPattern pattern) implements RowPattern {}

    /** No row. */
    record Empty() implements RowPattern {}

    /** Before the first row of the partition. */
    record PartitionStart() implements RowPattern {}

    /** Behind the last row of the partition, which shows when the input has ended. */
    record PartitionEnd() implements RowPattern {}
}
