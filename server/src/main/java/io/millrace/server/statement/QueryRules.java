package io.millrace.server.statement;

import io.millrace.plan.node.TimeLimits;

/**
 * What the options of a view or pipeline, or of the session, say of a continuous query.
 *
 * @param skipsBadRows whether its scans leave out bad rows
 * @param limits on late rows and state
 */
public record QueryRules(boolean skipsBadRows, TimeLimits limits) {}
