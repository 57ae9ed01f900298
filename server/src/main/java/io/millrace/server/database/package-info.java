/**
 * An open database and its sessions: {@link io.millrace.server.database.MillraceDatabase} binds engine, catalog and system
 * relations, {@link io.millrace.server.database.MillraceSession} prepares and executes statements. {@link
 * io.millrace.server.database.EngineOpener} is found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.millrace.server.database;

import org.jspecify.annotations.NullMarked;
