package io.millrace.campaign.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FlatnessTest {
    private static final long MEBI = 1 << 20;

    @Test
    void findsWhatGrowsFromLifeToLife() {
        assertThat(new Flatness(lives(20)).findings())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("memory grows");
    }

    @Test
    void letsPassWhatStaysOrGrowsInTheFirstLifeOnly() {
        assertThat(new Flatness(lives(0)).findings()).isEmpty();
    }

    private static List<Usage> lives(long megabytesMore) {
        return LongStream.range(0, 30)
                .mapToObj(life -> new Usage((life == 0 ? 400 : 900 + life * megabytesMore) * MEBI, 50, 200, 5 * MEBI))
                .toList();
    }
}
