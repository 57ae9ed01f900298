/**
 * Strings that are almost SQL, or not at all: {@link io.millrace.campaign.garbage.GarbageCampaign} gives them to a database,
 * which may only answer or refuse them properly. Imports {@code choice}.
 */
@NullMarked
package io.millrace.campaign.garbage;

import org.jspecify.annotations.NullMarked;
