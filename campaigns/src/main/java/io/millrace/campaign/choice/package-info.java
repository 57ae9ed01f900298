/**
 * Generated things as lists of choices that can be made again and shrunk: {@link io.millrace.campaign.choice.Choices},
 * {@link io.millrace.campaign.choice.Shrinker}. Imports nothing.
 */
@NullMarked
package io.millrace.campaign.choice;

import org.jspecify.annotations.NullMarked;
