package io.dagwerk.benchmarks.instance;

import io.dagwerk.config.Secret;
import io.dagwerk.model.RunId;
import io.dagwerk.server.Settings;
import io.dagwerk.spi.Storage;
import io.dagwerk.storage.postgres.PostgresSettings;
import io.dagwerk.storage.postgres.PostgresStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// A PostgreSQL server of its own that loses nothing which it has acknowledged.
record PostgresServer(EmbeddedPostgres server) implements InstanceDatabase {
  private static final String USER = "postgres";
  private static final int CONNECTIONS = 10;

  static PostgresServer start() throws IOException {
    return new PostgresServer(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .start());
  }

  private String url() {
    return server.getJdbcUrl(USER, USER);
  }

  @Override
  public Storage storage() {
    return PostgresStorage.open(PostgresSettings.of(url(), USER, ""));
  }

  @Override
  public Optional<Settings.PostgresEntry> entry() {
    return Optional.of(
        new Settings.PostgresEntry(Secret.of(url()), USER, Secret.of(""), CONNECTIONS));
  }

  @Override
  public Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  @Override
  public String literal(RunId run) {
    return "'%s'::uuid".formatted(run.value());
  }

  @Override
  public SequencedMap<String, String> durability() {
    SequencedMap<String, String> queries = new LinkedHashMap<>();
    queries.put("version", "show server_version");
    queries.put("fsync", "show fsync");
    queries.put("full_page_writes", "show full_page_writes");
    queries.put("synchronous_commit", "show synchronous_commit");
    return queries;
  }

  @Override
  public String sizes() {
    return "select relname, pg_total_relation_size(oid) from pg_class"
        + " where relkind = 'r' and relnamespace = 'public'::regnamespace";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
