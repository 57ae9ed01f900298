package io.millrace.campaign.fault;

import java.nio.file.Path;
import java.util.List;

/**
 * @param root the project's
 * @param place where the copy is made
 * @param seeds of each simulation
 * @param names of the faults; empty for all
 * @param maven how Maven is called, with its options
 */
public record FaultOptions(Path root, Path place, int seeds, List<String> names, List<String> maven) {
    public FaultOptions {
        names = List.copyOf(names);
        maven = List.copyOf(maven);
    }
}
