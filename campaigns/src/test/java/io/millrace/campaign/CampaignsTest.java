package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.bank.BankCampaign;
import io.millrace.campaign.bank.BankOptions;
import io.millrace.campaign.crash.CrashCampaign;
import io.millrace.campaign.crash.CrashOptions;
import io.millrace.campaign.kill.KillCampaign;
import io.millrace.campaign.kill.KillOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The campaigns, short. */
final class CampaignsTest {
    private static final long SEED = Long.getLong("millrace.seed", 1);

    @TempDir
    private Path directory;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    @Test
    void losesAndDoublesNothingThroughKills() throws Exception {
        KillOptions options = new KillOptions(60_000, 15, 3, SEED, 500, 10_000, 2);

        assertThat(new KillCampaign(options, directory, out).run()).isEmpty();
    }

    @Test
    void isRightAfterKillsAtNamedPointsAndOtherTrouble() throws Exception {
        CrashOptions options = new CrashOptions(2, 1, 0, SEED, 0);

        assertThat(new CrashCampaign(options, directory, out).run()).isEmpty();
    }

    @Test
    void keepsTheMoneyTogetherThroughKills() throws Exception {
        BankOptions options = new BankOptions(8, 2, 10, 200, 600, 50, 2, SEED);

        assertThat(new BankCampaign(options, directory, out).run()).isEmpty();
    }
}
