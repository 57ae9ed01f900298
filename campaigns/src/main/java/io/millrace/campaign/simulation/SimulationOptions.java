package io.millrace.campaign.simulation;

/**
 * How a campaign goes.
 *
 * @param crashesMin crashes of each seed at least
 */
public record SimulationOptions(long first, long seeds, int crashesMin) {}
