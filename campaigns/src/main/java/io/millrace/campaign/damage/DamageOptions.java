package io.millrace.campaign.damage;

/**
 * How a campaign goes.
 *
 * @param starts how often the database is damaged and opened
 * @param everyByte whether each byte of the newest manifest is changed in turn, too
 */
public record DamageOptions(int first, int starts, boolean everyByte, long seed) {}
