package broken.spi;

import broken.plan.Node;

/** The vocabulary must not know the plan. */
public record UsesPlan(Node node) {}
