package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.tpch.TpchCampaign;
import io.millrace.campaign.tpch.TpchOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TPC-H's queries as views, with few rows; {@code bin/millrace-campaign tpch} takes more. */
final class TpchTest {
    private static final double SCALE = 0.002;

    @TempDir
    private Path directory;

    @Test
    void viewsFollowChangingTables() throws Exception {
        TpchOptions options = new TpchOptions("jdbc:millrace:", SCALE, 2, 2, 1);
        assertThat(new TpchCampaign(options, directory, new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                        .run())
                .isEmpty();
    }
}
