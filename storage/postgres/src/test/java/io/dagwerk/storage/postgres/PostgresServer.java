package io.dagwerk.storage.postgres;

import io.dagwerk.spi.Storage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL that the tests start, once, as durable as one in production.
final class PostgresServer {
  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresServer() {}

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      PostgresStorage.open(settings(server.getJdbcUrl("postgres", "postgres"))).close();
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static String url() {
    return SERVER.getJdbcUrl("postgres", "postgres");
  }

  static PostgresSettings settings() {
    return settings(url());
  }

  static PostgresSettings settings(String url) {
    return new PostgresSettings(url, "postgres", "", 4);
  }

  /// The stores of the only database, emptied.
  static Storage openEmpty() throws SQLException {
    execute(
        "truncate runs, run_tags, producers, events, feed, steps, outputs, ledger, leases,"
            + " snapshots, newest, asset_values, fan_outs, planned, partition_marks, instigators, ticks, tick_runs, run_keys, pools,"
            + " pool_claims, pool_waiters, pool_begun");
    return PostgresStorage.open(settings());
  }

  static void execute(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement executing = connection.createStatement()) {
      executing.execute(statement);
    }
  }

  static Connection connect() throws SQLException {
    return connect(url());
  }

  static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "postgres", "");
  }

  /// Makes a database without tables beside the one of the other tests.
  ///
  /// @return its URL
  static String newDatabase() throws SQLException {
    String name = "test" + DATABASES.incrementAndGet();
    execute("create database " + name);
    return SERVER.getJdbcUrl("postgres", name);
  }
}
