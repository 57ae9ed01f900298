package io.millrace.campaign.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.construct.AllConstructs;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each construct stands in enough of the queries that are generated, whether or not anything can be compared. */
class GeneratedSharesTest {
    private static final int QUERIES = 6_000;
    private static final int QUERIES_PER_WORLD = 12;

    /** More than the campaign asks for, as some queries are refused or cannot be compared. */
    private static final double LEAST_SHARE = 0.0225;

    @Test
    void everyConstructGetsItsShare() {
        Map<String, Integer> counts = new TreeMap<>();
        AllConstructs.all().names().forEach(name -> counts.put(name, 0));
        for (int first = 0; first < QUERIES; first += QUERIES_PER_WORLD) {
            World world = World.generate(Choices.seeded(first));
            for (int number = first; number < first + QUERIES_PER_WORLD; number++) {
                QueryCase.generate("q" + number, world, Choices.seeded(1_000_000 + number))
                        .used()
                        .forEach(name -> counts.merge(name, 1, Integer::sum));
            }
        }
        Map<String, Integer> rare = new TreeMap<>(counts);
        rare.values().removeIf(count -> count >= LEAST_SHARE * QUERIES);
        assertThat(rare).as("constructs in too few of %d queries", QUERIES).isEmpty();
    }
}
