package io.millrace.parser;

/** How much SQL is taken at once, so that no text can take the process down. Beyond is {@code 54001}. */
final class ParserLimits {
    /** Of a script or a statement. */
    static final int LENGTH_MAX_CHARS = 16 << 20;

    /**
     * Of names, numbers, dots, colons and hyphens in a row: for each word among them the lexer reads on to the end of
     * all, looking for the {@code $} of a collation.
     */
    static final int RUN_MAX_CHARS = 1_000;

    /** Of a statement. */
    static final int TOKENS_MAX = 2_000_000;

    /** Open parentheses, brackets and CASEs at one place: each costs the parser up to 4 KB of stack. */
    static final int NESTING_MAX = 200;

    /** Levels of the parsed tree: each costs those who walk it a few frames. A chain of AND or + is one per term. */
    static final int DEPTH_MAX = 1_000;

    /**
     * Of calls that stand more than once in what the planner makes of a statement: {@code CASE x WHEN} compares x with each
     * value, and with one such in the other they grow exponentially. To plan and compile each takes about 0.1 ms.
     */
    static final int COPIES_MAX = 30_000;

    /** Of a name: {@code a.b.c} has three; and of a type: {@code INT ARRAY ARRAY} has as many. */
    static final int PARTS_MAX = 100;

    /** Of an expression without parentheses and commas. */
    static final int OPERATORS_MAX = 10_000;

    /** Of an expression without parentheses and commas: the grammar nests what follows a LIKE. */
    static final int LIKES_MAX = 300;

    private ParserLimits() {}
}
