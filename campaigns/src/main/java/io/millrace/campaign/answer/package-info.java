/**
 * What another engine answers: {@link io.millrace.campaign.answer.DuckDb} computes the Nexmark queries over the same files,
 * {@link io.millrace.campaign.answer.Rows} compares. May import {@code bench} and the Nexmark connector.
 */
@NullMarked
package io.millrace.campaign.answer;

import org.jspecify.annotations.NullMarked;
