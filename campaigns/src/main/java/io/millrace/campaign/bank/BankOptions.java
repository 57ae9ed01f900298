package io.millrace.campaign.bank;

/**
 * How a campaign goes.
 *
 * @param reads how often both views are read in one query, at least
 * @param distinctMin how many different distributions of the money the readings must show
 * @param kills how often the server is killed meanwhile
 */
public record BankOptions(
        int tellers, int readers, int banks, int accounts, long reads, int distinctMin, int kills, long seed) {
    public static final long OPENING_BALANCE = 1_000;

    public long total() {
        return accounts * OPENING_BALANCE;
    }

    int bank(int account) {
        return account % banks;
    }
}
