/**
 * Money that is moved between accounts while the server is killed, and never more or less of it:
 * {@link io.millrace.campaign.bank.BankCampaign}.
 */
@NullMarked
package io.millrace.campaign.bank;

import org.jspecify.annotations.NullMarked;
