/** Whether a server that works and is killed every minute needs no more of anything after an hour: {@link io.millrace.campaign.soak.SoakCampaign}. */
@NullMarked
package io.millrace.campaign.soak;

import org.jspecify.annotations.NullMarked;
