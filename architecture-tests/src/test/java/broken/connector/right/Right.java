package broken.connector.right;

/** Breaks nothing. */
public interface Right {}
