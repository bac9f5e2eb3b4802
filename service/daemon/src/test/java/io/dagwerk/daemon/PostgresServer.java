package io.dagwerk.daemon;

import io.dagwerk.spi.Storage;
import io.dagwerk.storage.postgres.PostgresSettings;
import io.dagwerk.storage.postgres.PostgresStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A PostgreSQL that the tests start, once; each of them has a database of its own.
public final class PostgresServer {
  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresServer() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("synchronous_commit", "on")
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Opens an empty database.
  public static Storage openNew() throws SQLException {
    return newDatabase(2).get();
  }

  /// Makes an empty database.
  ///
  /// @return opens it, as often as it is asked for
  static Supplier<Storage> newDatabase(int connections) throws SQLException {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    PostgresSettings settings =
        new PostgresSettings(SERVER.getJdbcUrl("postgres", name), "postgres", "", connections);
    return () -> PostgresStorage.open(settings);
  }
}
