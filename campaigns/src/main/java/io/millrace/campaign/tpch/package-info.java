/**
 * TPC-H as materialized views while orders come and go, compared with DuckDB: {@link io.millrace.campaign.tpch.TpchCampaign}.
 * The queries are resources beside it. May import {@code answer}.
 */
@NullMarked
package io.millrace.campaign.tpch;

import org.jspecify.annotations.NullMarked;
