package io.millrace.campaign.soak;

/**
 * How a campaign goes.
 *
 * @param lives how often the server is started
 * @param lifeSeconds how long it serves before it is killed
 * @param eventsPerSecond Nexmark events that each query reads
 */
public record SoakOptions(int lives, int lifeSeconds, int eventsPerSecond) {
    public SoakOptions {
        if (lives < 3 || lifeSeconds < 4 || eventsPerSecond < 50) {
            throw new IllegalArgumentException("expected 3 lives of 4 seconds with 50 events a second at least");
        }
    }
}
