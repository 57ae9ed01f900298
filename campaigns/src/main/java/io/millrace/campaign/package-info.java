/**
 * Campaigns against the real process: {@link io.millrace.campaign.CampaignCommand} is the command line,
 * {@link io.millrace.campaign.kill} kills a server that keeps views over a file,
 * {@link io.millrace.campaign.bank} one that moves money, and {@link io.millrace.campaign.answer} knows what is right. Not
 * part of the product; may import everything.
 */
@NullMarked
package io.millrace.campaign;

import org.jspecify.annotations.NullMarked;
