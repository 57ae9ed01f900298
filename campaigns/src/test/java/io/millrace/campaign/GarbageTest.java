package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.garbage.GarbageCampaign;
import io.millrace.campaign.garbage.GarbageOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Strings that are almost SQL give clean errors. */
final class GarbageTest {
    private static final long SEED = Long.getLong("millrace.seed", 1);
    private static final int STRINGS = 20_000;
    private static final int FAILURES_MAX = 5;

    @Test
    void refusesGarbageProperly() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        GarbageOptions options = new GarbageOptions(STRINGS, SEED, 0, FAILURES_MAX, 2);
        assertThat(new GarbageCampaign(options, out).run()).isEmpty();
    }
}
