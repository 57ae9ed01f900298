package io.millrace.campaign.crash;

/**
 * How a campaign goes.
 *
 * @param kills how often the server is killed, by named points in turn and at random moments
 * @param faults how often something else befalls it
 * @param killsAtEachMin how many kills there must be at each point at the end
 * @param first the round to begin with; what a round does depends on the seed and its number alone
 */
public record CrashOptions(int kills, int faults, int killsAtEachMin, long seed, int first) {
    public CrashOptions {
        if (kills < 0 || faults < 0 || first < 0) {
            throw new IllegalArgumentException("kills, faults and the first round cannot be negative");
        }
    }
}
