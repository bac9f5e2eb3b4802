package io.dagwerk.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An instance on PostgreSQL, whose password is a secret too.
class PostgresCanaryTest extends CanaryContract {
  private static final String OF_DATABASE = "canary+\"database/" + UUID.randomUUID();

  private Optional<EmbeddedPostgres> postgres = Optional.empty();

  @Override
  String startDatabase(Path below) throws IOException {
    EmbeddedPostgres started =
        EmbeddedPostgres.builder().setDataDirectory(below.resolve("postgres")).start();
    postgres = Optional.of(started);
    return """
    postgres:
      url: "%s"
      user: postgres
      password: {env: OF_DATABASE}
    """
        .formatted(started.getJdbcUrl("postgres", "postgres"));
  }

  @Override
  void stopDatabase() throws IOException {
    if (postgres.isPresent()) {
      postgres.get().close();
    }
  }

  @Override
  Connection connect(Path below) throws SQLException {
    return postgres.orElseThrow().getPostgresDatabase().getConnection();
  }

  @Override
  String tables() {
    return "select tablename from pg_tables where schemaname = 'public'";
  }

  @Override
  Map<String, String> withheld() {
    return Map.of("OF_DATABASE", OF_DATABASE);
  }
}
