package io.millrace.bench.compare;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An engine set up in one way, and how its process is started.
 *
 * @param group name of the peer it is a setting of: the best of a group is what ours is compared with
 * @param engine name of its class
 * @param isPeer whether it lies in the module of peers, whose class path has nothing of our engine
 * @param queries those it is meant for; empty if for all
 */
public record Contender(
        String name,
        String group,
        String engine,
        boolean isPeer,
        Set<String> queries,
        List<String> javaOptions,
        Map<String, String> settings) {
    /** Our own engine's group. */
    public static final String OURS = "millrace";

    /** Heap, or heap and managed memory together. */
    private static final String HEAP = "-Xmx4g";

    /** Room for the events that are loaded beforehand. */
    private static final String HEAP_LOADED = "-Xmx6g";

    private static final String FLINK_HEAP = "-Xmx3g";
    private static final String FLINK_ENGINE = "io.millrace.bench.peers.flink.FlinkEngine";

    /** Those that Flink's own {@code config.yaml} sets for Java 17. */
    private static final List<String> FLINK_OPTIONS = List.of(
            FLINK_HEAP,
            "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    public Contender {
        queries = Set.copyOf(queries);
        javaOptions = List.copyOf(javaOptions);
        settings = Map.copyOf(settings);
    }

    /** Our own engine, with settings of its database. */
    public static Contender ours(boolean loaded, Map<String, String> settings) {
        return new Contender(
                OURS,
                OURS,
                "io.millrace.bench.millrace.MillraceEngine",
                false,
                Set.of(),
                List.of(loaded ? HEAP_LOADED : HEAP),
                settings);
    }

    /** The settings of a peer that are tried; empty if there is no such peer. */
    public static List<Contender> peer(String name) {
        return switch (name) {
            case "flink" -> List.of(flink("flink", Map.of()), flink("flink mini-batch", Map.of("mini-batch", "true")));
            case "hand" -> List.of(hand());
            case "duckdb" -> List.of(duckDb());
            default -> List.of();
        };
    }

    /** Whether a peer reads columns loaded beforehand; to others the events are given while they are made. */
    public static boolean isLoaded(String peer) {
        return !peer.equals("flink");
    }

    private static Contender flink(String name, Map<String, String> settings) {
        return new Contender(name, "flink", FLINK_ENGINE, true, Set.of(), FLINK_OPTIONS, settings);
    }

    private static Contender hand() {
        return new Contender(
                "hand",
                "hand",
                "io.millrace.bench.hand.HandEngine",
                false,
                Set.of("q0", "q1", "q2", "q5", "q7", "q17"),
                List.of(HEAP_LOADED),
                Map.of());
    }

    private static Contender duckDb() {
        return new Contender(
                "duckdb",
                "duckdb",
                "io.millrace.bench.peers.duckdb.DuckDbEngine",
                true,
                Set.of("q4", "q5", "q7", "q16", "q17"),
                List.of(HEAP_LOADED),
                Map.of());
    }
}
