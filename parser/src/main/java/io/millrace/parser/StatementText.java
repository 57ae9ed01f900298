package io.millrace.parser;

/**
 * One statement of a script, without its semicolon and the comments around it.
 *
 * @param start index of its first character in the script
 * @param line line of its first character in the script, from 1
 * @param column column of its first character in the script, from 1
 */
public record StatementText(String text, int start, int line, int column) {}
