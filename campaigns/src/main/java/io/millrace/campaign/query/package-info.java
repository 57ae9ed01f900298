/**
 * Generated tables, changes and queries, answered by Millrace and by DuckDB: {@link io.millrace.campaign.query.QueryCampaign}
 * runs them, {@link io.millrace.campaign.query.WorldRun} is what one does. Imports {@code grammar}, {@code construct},
 * {@code choice} and {@code answer}.
 */
@NullMarked
package io.millrace.campaign.query;

import org.jspecify.annotations.NullMarked;
