/** The server as a process of its own that can be killed: {@link io.millrace.campaign.process.MortalServer}. */
@NullMarked
package io.millrace.campaign.process;

import org.jspecify.annotations.NullMarked;
