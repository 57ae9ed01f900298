/**
 * Kills a server that keeps views and a pipeline over a file, and compares everything it ever showed with what is right:
 * {@link io.millrace.campaign.kill.KillCampaign}.
 */
@NullMarked
package io.millrace.campaign.kill;

import org.jspecify.annotations.NullMarked;
