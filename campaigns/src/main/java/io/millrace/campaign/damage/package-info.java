/**
 * A database whose files are damaged while it is not running, and then opened, again and again:
 * {@link io.millrace.campaign.damage.DamageCampaign}. Imports {@code answer} and {@code process}.
 */
@NullMarked
package io.millrace.campaign.damage;

import org.jspecify.annotations.NullMarked;
