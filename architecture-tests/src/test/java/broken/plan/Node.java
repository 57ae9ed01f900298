package broken.plan;

/** Breaks nothing. */
public record Node(int id) {}
