/**
 * Generated queries through simulated crashes: an engine in memory plans them and says what is right, {@link
 * io.millrace.campaign.simulation.PlanSimulation} runs the same plans and commits on the executor's simulated scheduler and disk.
 */
@NullMarked
package io.millrace.campaign.simulation;

import org.jspecify.annotations.NullMarked;
