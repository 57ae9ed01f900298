package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.query.QueryCampaign;
import io.millrace.campaign.query.QueryOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 300 generated queries, over tables that change, answer what DuckDB answers. */
final class GeneratedQueriesTest {
    private static final long SEED = Long.getLong("millrace.seed", 1);
    private static final int IN_MEMORY = 228;
    private static final int ON_DISK = 36;

    @TempDir
    private Path directory;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    @Test
    void answersInMemoryAsDuckDbDoes() throws Exception {
        QueryOptions options = new QueryOptions(IN_MEMORY, SEED, 0, 2, 3, 2, Optional.empty());

        assertThat(new QueryCampaign(options, out).run()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void answersAcrossARestartAsDuckDbDoes(int parallelism) throws Exception {
        QueryOptions options =
                new QueryOptions(ON_DISK, SEED + parallelism, 0, parallelism, 3, 1, Optional.of(directory));

        assertThat(new QueryCampaign(options, out).run()).isEmpty();
    }
}
