package io.dagwerk.storage.postgres;

import java.util.Objects;

/// Where a PostgreSQL is, and how much of it a host takes.
///
/// @param url as JDBC has it, such as `jdbc:postgresql://db:5432/dagwerk`
/// @param connections the most that this host opens, whatever happens; 2 or more
public record PostgresSettings(String url, String user, String password, int connections) {
  private static final int ENOUGH = 10;

  /// @throws IllegalArgumentException for less than 2 connections
  public PostgresSettings {
    Objects.requireNonNull(url);
    if (connections < 2) {
      throw new IllegalArgumentException(
          "a host needs 2 connections or more, one of them to write, but found " + connections);
    }
  }

  /// With ten connections.
  public static PostgresSettings of(String url, String user, String password) {
    return new PostgresSettings(url, user, password, ENOUGH);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "%s as '%s', up to %d connections".formatted(url, user, connections);
  }
}
