package broken.connector.left;

import broken.connector.right.Right;

/** A connector that knows another. */
public record Left(Right right) {}
