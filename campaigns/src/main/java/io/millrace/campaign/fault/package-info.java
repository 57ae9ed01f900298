/**
 * Whether the tests would notice: faults are planted in a copy of the sources, one at a time, and the simulations of crashes and
 * restarts have to fail. {@link io.millrace.campaign.fault.PlantedFaults} reads the list, {@link
 * io.millrace.campaign.fault.FaultCampaign} goes through it.
 */
@NullMarked
package io.millrace.campaign.fault;

import org.jspecify.annotations.NullMarked;
