/**
 * One small class per statement. {@link io.millrace.server.statement.Statements} makes one of a parse tree, {@link
 * io.millrace.server.statement.Statement} is what a session executes, {@link io.millrace.server.statement.Scope} what it
 * runs in. DML on native tables goes through {@link io.millrace.server.statement.TableWrite}. May import the session
 * border, the catalog, the planner, the parser and the engine.
 */
@NullMarked
package io.millrace.server.statement;

import org.jspecify.annotations.NullMarked;
