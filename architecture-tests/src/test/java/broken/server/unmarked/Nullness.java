package broken.server.unmarked;

/** Its package says nothing about null. */
public interface Nullness {}
