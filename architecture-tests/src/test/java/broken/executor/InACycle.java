package broken.executor;

import broken.executor.cycle.Back;

/** Needs a package that needs this one. */
public record InACycle(Back back) {}
