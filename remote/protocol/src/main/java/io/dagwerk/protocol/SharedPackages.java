package io.dagwerk.protocol;

import java.util.List;

/// What of Dagwerk's class path user code sees, when it is compiled and when it runs.
public final class SharedPackages {
  /// The beginnings of the names of these classes.
  public static final List<String> PREFIXES =
      List.of(
          "io.dagwerk.model.",
          "io.dagwerk.cron.",
          "io.dagwerk.config.",
          "io.dagwerk.definitions.",
          "org.jspecify.annotations.",
          "org.slf4j.");

  private SharedPackages() {}
}
