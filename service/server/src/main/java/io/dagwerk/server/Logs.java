package io.dagwerk.server;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What the process itself logs, by the JDK's logging: a line each on standard error.
final class Logs {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  /// Held here, because the JDK forgets the levels of loggers that nobody holds.
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("io.helidon"),
          Logger.getLogger("com.zaxxer.hikari"),
          Logger.getLogger("org.jooq"));

  /// What it logs is thrown as well, and told without a stack.
  private static final List<Logger> TOLD =
      List.of(
          Logger.getLogger("io.helidon.webserver.LoomServer"), Logger.getLogger("org.flywaydb"));

  private static final Logger LOCATIONS = Logger.getLogger("io.dagwerk.daemon.Location");

  private static final Logger NOT_TURNED = Logger.getLogger("io.dagwerk.daemon.NotTurned");

  private Logs() {}

  /// Leaves out what libraries tell of their lives. To be called before anything is logged.
  static void configure() {
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%1$tFT%1$tT%1$tz %4$s %3$s: %5$s%6$s%n");
    }
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    TOLD.forEach(logger -> logger.setLevel(Level.OFF));
  }

  /// Leaves out what becomes of locations, where it is told otherwise.
  static void leaveOutLocations() {
    LOCATIONS.setLevel(Level.SEVERE);
    leaveOutNotTurned();
  }

  /// Leaves out what locations declare in vain, where it is told otherwise, or by another command.
  static void leaveOutNotTurned() {
    NOT_TURNED.setLevel(Level.SEVERE);
  }
}
