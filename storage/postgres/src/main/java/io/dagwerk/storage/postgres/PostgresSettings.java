package io.dagwerk.storage.postgres;

/// Where a PostgreSQL is, and how much of it a host takes.
///
/// @param url as JDBC has it, such as `jdbc:postgresql://db:5432/dagwerk`
/// @param connections the most that this host opens, whatever happens; 2 or more
public record PostgresSettings(String url, String user, String password, int connections) {
  private static final int ENOUGH = 10;
  private static final String SCHEME = "jdbc:postgresql:";

  /// @throws IllegalArgumentException for less than 2 connections, or a URL of something else
  public PostgresSettings {
    if (!url.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "expected the URL of a PostgreSQL, such as jdbc:postgresql://localhost:5432/dagwerk, but it does not begin with "
              + SCHEME);
    }
    if (connections < 2) {
      throw new IllegalArgumentException(
          "a host needs 2 connections or more, one of them to write, but found " + connections);
    }
  }

  /// With ten connections.
  public static PostgresSettings of(String url, String user, String password) {
    return new PostgresSettings(url, user, password, ENOUGH);
  }

  /// Without the password, which may also stand among the parameters of the URL.
  @Override
  public String toString() {
    return "%s as '%s', up to %d connections".formatted(url.split("\\?", 2)[0], user, connections);
  }
}
