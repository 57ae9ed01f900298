package io.millrace.connector.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NexmarkTest {
    private static final long EVENTS = 100_000;
    private final Nexmark nexmark = new Nexmark(NexmarkConfig.ofEvents(EVENTS));

    @TempDir
    Path folder;

    @Test
    void eventsOfAKindComeInTheirProportions() {
        assertThat(nexmark.batch(EventKind.PERSON, 0, EVENTS).rows()).isEqualTo(2_000);
        assertThat(nexmark.batch(EventKind.AUCTION, 0, EVENTS).rows()).isEqualTo(6_000);
        assertThat(nexmark.batch(EventKind.BID, 0, EVENTS).rows()).isEqualTo(92_000);
        for (EventKind kind : EventKind.values()) {
            for (long events = 0; events < 120; events++) {
                assertThat(Nexmark.count(kind, events))
                        .isEqualTo(nexmark.batch(kind, 0, events).rows());
            }
        }
    }

    @Test
    void idsOfPersonsAndAuctionsAreSuccessive() {
        assertThat(longs(EventKind.PERSON, "id")).containsExactly(successive(2_000));
        assertThat(longs(EventKind.AUCTION, "id")).containsExactly(successive(6_000));
    }

    @Test
    void halfOfTheBidsGoToAHotAuctionAndThreeOfFourComeFromAHotBidder() {
        long[] auctions = longs(EventKind.BID, "auction");
        long[] bidders = longs(EventKind.BID, "bidder");
        double hotAuctions = Arrays.stream(auctions).filter(id -> id % 100 == 0).count() / (double) auctions.length;
        double hotBidders = Arrays.stream(bidders).filter(id -> id % 100 == 1).count() / (double) bidders.length;
        assertThat(hotAuctions).isBetween(0.49, 0.53);
        assertThat(hotBidders).isBetween(0.74, 0.78);
        assertThat(Arrays.stream(longs(EventKind.AUCTION, "seller"))
                                .filter(id -> id % 100 == 0)
                                .count()
                        / 6_000.0)
                .isBetween(0.72, 0.79);
    }

    @Test
    void bidsReferToAuctionsAndPersonsThatExistOrSoonWill() {
        RowBatch bids = nexmark.batch(EventKind.BID, 0, EVENTS);
        long[] auctions = ((LongColumn) bids.column(0)).values();
        long[] bidders = ((LongColumn) bids.column(1)).values();
        for (int row = 0; row < bids.rows(); row++) {
            long round = row / 46;
            assertThat(auctions[row]).isBetween(1_000L, 1_000 + round * 3 + 2 + 10);
            assertThat(bidders[row]).isBetween(1_000L, 1_000 + round + 10);
        }
    }

    @Test
    void pricesSpreadOverSixDecades() {
        long[] prices = longs(EventKind.BID, "price");
        assertThat(Arrays.stream(prices).min().orElseThrow()).isBetween(100L, 110L);
        assertThat(Arrays.stream(prices).max().orElseThrow()).isBetween(90_000_000L, 100_000_000L);
        assertThat(Arrays.stream(prices).filter(price -> price < 100_000).count() / (double) prices.length)
                .isBetween(0.49, 0.51);
    }

    @Test
    void textsAreAsTheQueriesExpectThem() {
        List<String> channels = texts(EventKind.BID, "channel");
        List<String> urls = texts(EventKind.BID, "url");
        Set<String> hot =
                channels.stream().filter(name -> !name.startsWith("channel-")).collect(Collectors.toSet());
        assertThat(hot).containsExactlyInAnyOrder("Apple", "Google", "Facebook", "Baidu");
        assertThat(urls)
                .allMatch(
                        url -> url.matches(
                                "https://www\\.nexmark\\.com/[a-z]{3,4}/[a-z]{3,4}/[a-z]{3,4}/item\\.htm\\?query=1(&channel_id=\\d+)?"));
        assertThat(IntStream.range(0, urls.size()).mapToObj(i -> channels.get(i) + " " + urls.get(i)))
                .satisfies(pairs -> assertThat(Set.copyOf(pairs)).hasSizeLessThanOrEqualTo(10_004));
        assertThat(texts(EventKind.BID, "extra")).allMatch(extra -> extra.matches("[a-z]{54,81}"));
        assertThat(texts(EventKind.PERSON, "emailAddress"))
                .allMatch(mail -> mail.matches("[a-z]{3,6}@[a-z]{3,4}\\.com"));
        assertThat(texts(EventKind.PERSON, "creditCard")).allMatch(card -> card.matches("\\d{4}( \\d{4}){3}"));
        assertThat(Set.copyOf(texts(EventKind.PERSON, "state"))).hasSize(6);
        assertThat(texts(EventKind.AUCTION, "itemName"))
                .allMatch(name -> name.length() < 20 && name.equals(name.trim()));
    }

    @Test
    void eventTimeGoesOnByTheRateAndAuctionsEndLater() {
        RowBatch auctions = nexmark.batch(EventKind.AUCTION, 0, EVENTS);
        long[] times = ((LongColumn) auctions.column(5)).values();
        long[] expires = ((LongColumn) auctions.column(6)).values();
        for (int row = 0; row < auctions.rows(); row++) {
            assertThat(expires[row]).isGreaterThan(times[row]);
        }
        assertThat(nexmark.timeMicros(EVENTS) - nexmark.timeMicros(0)).isEqualTo(10_000_000L);
        assertThat(nexmark.timeMicros(12_345) % 1_000).isZero();
    }

    @Test
    void anEventDoesNotDependOnThoseBefore() {
        RowBatch whole = nexmark.batch(EventKind.BID, 0, 1_000);
        RowBatch tail = nexmark.batch(EventKind.BID, 500, 1_000);
        for (int column = 0; column < whole.columnCount(); column++) {
            for (int row = 0; row < tail.rows(); row++) {
                assertThat(tail.column(column).same(row, whole.column(column), row + whole.rows() - tail.rows()))
                        .isTrue();
            }
        }
        assertThat(new Nexmark(NexmarkConfig.ofEvents(EVENTS).withSeed(1))
                        .batch(EventKind.BID, 0, 50)
                        .column(6)
                        .hash(0))
                .isNotEqualTo(whole.column(6).hash(0));
    }

    @Test
    void writesFilesWithOneLineAnEvent() throws IOException {
        Nexmark few = new Nexmark(NexmarkConfig.ofEvents(100));
        Path file = folder.resolve("events.json");
        assertThat(NexmarkFiles.writeEvents(few, file)).isEqualTo(100);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(100);
        assertThat(lines.get(0)).startsWith("{\"kind\":\"person\",\"id\":1000,\"name\":\"");
        assertThat(lines.get(4))
                .startsWith("{\"kind\":\"bid\",\"auction\":10")
                .contains("\"dateTime\":\"2024-01-01T00:00:00.000\"");
        assertThat(NexmarkFiles.writeJson(few, EventKind.AUCTION, file)).isEqualTo(6);
        assertThat(NexmarkFiles.writeCsv(few, EventKind.BID, file)).isEqualTo(92);
        assertThat(Files.readAllLines(file)).hasSize(93).startsWith("auction,bidder,price,channel,url,dateTime,extra");
    }

    private long[] longs(EventKind kind, String column) {
        RowBatch batch = nexmark.batch(kind, 0, EVENTS);
        LongColumn values = (LongColumn) batch.column(kind.columns().indexOf(column));
        return Arrays.copyOf(values.values(), batch.rows());
    }

    private List<String> texts(EventKind kind, String column) {
        RowBatch batch = nexmark.batch(kind, 0, EVENTS);
        BytesColumn values = (BytesColumn) batch.column(kind.columns().indexOf(column));
        return IntStream.range(0, batch.rows())
                .mapToObj(row -> new String(values.bytes(row), StandardCharsets.US_ASCII))
                .toList();
    }

    private static long[] successive(int count) {
        return IntStream.range(0, count).mapToLong(i -> 1_000 + i).toArray();
    }
}
