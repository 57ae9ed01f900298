/**
 * The Nexmark benchmark's persons, auctions and bids, made up on the fly. Event <i>n</i> is a pure function of the seed and
 * <i>n</i>: {@link io.millrace.connector.nexmark.Nexmark} is that function, in columns;
 * {@link io.millrace.connector.nexmark.NexmarkConnector} makes tables of it and
 * {@link io.millrace.connector.nexmark.NexmarkFiles} files.
 *
 * <p><b>Source:</b> P. Tucker et al., NEXMark (2008), in the proportions and value ranges of Apache Beam's and
 * nexmark-flink's generators. Imports {@code spi} only.
 */
@NullMarked
package io.millrace.connector.nexmark;

import org.jspecify.annotations.NullMarked;
