package io.dagwerk.jdbc;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.execution.io.DurableIoManagerContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Tables in PostgreSQL.
class PostgresTablesTest extends DurableIoManagerContract {
  private static EmbeddedPostgres server;
  private Database database;
  private JdbcTables tables;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void open() throws SQLException {
    database = Database.of(server.getPostgresDatabase());
    database.execute("drop schema public cascade");
    database.execute("create schema public");
    tables = JdbcTables.in(database);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Override
  protected IoManager<Object> manager() {
    return tables;
  }

  @Override
  protected IoManager<Object> another() {
    try {
      return JdbcTables.in(database);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
