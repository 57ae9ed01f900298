package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.damage.DamageCampaign;
import io.millrace.campaign.damage.DamageOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few damaged starts; {@code bin/millrace-campaign damage} takes a thousand. */
final class DamageTest {
    private static final long SEED = Long.getLong("millrace.seed", 1);
    private static final int STARTS = 8;

    @TempDir
    private Path directory;

    @Test
    void damagedFilesAreNoticedOrDoNotMatter() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        assertThat(new DamageCampaign(new DamageOptions(0, STARTS, false, SEED), directory, out).run())
                .isEmpty();
    }
}
