package io.millrace.campaign.grammar;

import java.util.List;
import java.util.Optional;

/**
 * One thing SQL can say. It is given what it may refer to and a depth, hands smaller depths to the parts it asks the
 * generator for, and answers nothing where it does not apply.
 *
 * @param <T> what it makes
 */
public interface Construct<T> {
    /** In the table of coverage. */
    String name();

    /** How often it is picked beside others of its sort. */
    default int weight() {
        return 10;
    }

    /** Names of what it may do besides, which count like constructs. */
    default List<String> features() {
        return List.of();
    }

    /** Whether it asks for aggregates. */
    default boolean aggregates() {
        return false;
    }

    Optional<T> generate(Generator generator, Scope scope, int depth);

    /** An expression of some kinds. */
    interface OfExpression {
        String name();

        default int weight() {
            return 10;
        }

        boolean makes(Kind kind);

        Optional<Expr> generate(Generator generator, Kind kind, Scope scope, int depth);
    }
}
