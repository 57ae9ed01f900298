/**
 * A server over growing files, native tables, views of all kinds and part files is killed at named points and at random
 * moments, stopped, starved of disk and damaged; after each, everything is compared with what was acknowledged and what the
 * files hold, as DuckDB computes it: {@link io.millrace.campaign.crash.CrashCampaign}.
 */
@NullMarked
package io.millrace.campaign.crash;

import org.jspecify.annotations.NullMarked;
