/**
 * Settings of databases and sessions: {@link io.millrace.server.setting.DatabaseSettings} are given when a database is
 * opened, {@link io.millrace.server.setting.SessionVariables} by {@code SET}. May import {@code spi}, the engine's
 * options and the session border.
 */
@NullMarked
package io.millrace.server.setting;

import org.jspecify.annotations.NullMarked;
