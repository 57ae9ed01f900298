package io.millrace.campaign.query;

import java.nio.file.Path;
import java.util.Optional;

/**
 * @param queries how many are generated
 * @param first number of the first one
 * @param failuresMax after so many it ends
 * @param jobs how many worlds at once
 * @param directory of the database, which is then closed and opened in the middle; in memory without
 */
public record QueryOptions(
        long queries, long seed, long first, int parallelism, int failuresMax, int jobs, Optional<Path> directory) {
    QueryOptions in(Optional<Path> other) {
        return new QueryOptions(queries, seed, first, parallelism, failuresMax, jobs, other);
    }
}
