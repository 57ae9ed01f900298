package io.millrace.campaign.tpch;

/**
 * What is tried.
 *
 * @param url of the database that keeps the views; its tables must not be there yet
 * @param scale 1 is 150,000 customers and 1,500,000 orders
 * @param rounds of inserts, deletes and updates
 */
public record TpchOptions(String url, double scale, int rounds, int parallelism, long seed) {
    private static final int ORDERS_AT_SCALE_1 = 1_500_000;
    private static final int ROUND_SHARE = 20;

    int orders() {
        return Math.max(100, (int) (ORDERS_AT_SCALE_1 * scale));
    }

    /** Orders that come, and as many that go, in a round. */
    int ordersPerRound() {
        return Math.max(10, orders() / ROUND_SHARE);
    }
}
