/**
 * The Nexmark benchmark's generator of persons, auctions and bids, as a source.
 */
@NullMarked
package io.millrace.connector.nexmark;

import org.jspecify.annotations.NullMarked;
