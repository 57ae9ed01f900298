/**
 * The constructs: one small class each, listed in {@link io.millrace.campaign.construct.AllConstructs}, where a new one is
 * added. Imports {@code grammar} and {@code choice}.
 */
@NullMarked
package io.millrace.campaign.construct;

import org.jspecify.annotations.NullMarked;
