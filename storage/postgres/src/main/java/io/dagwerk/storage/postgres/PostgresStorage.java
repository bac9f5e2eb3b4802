package io.dagwerk.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.storage.sql.Migrations;
import io.dagwerk.storage.sql.SqlStorage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/// Opens the stores of an instance in PostgreSQL 14 or newer, for one host of perhaps several.
///
/// ```java
/// PostgresSettings settings = PostgresSettings.of("jdbc:postgresql://db/dagwerk", user, password);
/// try (Storage storage = PostgresStorage.open(settings)) { ... }
/// ```
public final class PostgresStorage {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  private PostgresStorage() {}

  /// Opens the database, and makes its tables if it has none.
  ///
  /// @throws IllegalStateException when its schema is older or newer than this Dagwerk's
  /// @throws StorageException when it cannot be reached within 5 s
  public static Storage open(PostgresSettings settings) {
    checkReached(settings);
    HikariDataSource pool = pool(settings);
    try {
      migrations(pool).prepare();
      return new SqlStorage(new PostgresDatabase(pool));
    } catch (SQLException failed) {
      pool.close();
      throw unopened(settings, failed);
    } catch (RuntimeException failed) {
      pool.close();
      throw failed;
    }
  }

  /// The pool would go on trying, and then not tell why it cannot.
  private static void checkReached(PostgresSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("loginTimeout", Long.toString(LONGEST_CONNECT.toSeconds()));
    try (Connection _ = DriverManager.getConnection(settings.url(), properties)) {
      // It is reached.
    } catch (SQLException failed) {
      throw unopened(settings, failed);
    }
  }

  private static StorageException unopened(PostgresSettings settings, SQLException cause) {
    return new StorageException(
        "%s cannot be opened: %s; see that it is up, and that url, user and password are right"
            .formatted(settings, cause.getMessage()),
        cause);
  }

  /// Brings the schema to this Dagwerk's, going on where an earlier try ended.
  ///
  /// @throws StorageException when it cannot be reached within 5 s
  public static void migrate(PostgresSettings settings) {
    checkReached(settings);
    try (HikariDataSource pool = pool(settings)) {
      migrations(pool).migrate();
    }
  }

  private static HikariDataSource pool(PostgresSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("dagwerk");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(LONGEST_WAIT.toMillis());
    // A server that cannot be reached is told by the first query, with its reason.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "dagwerk");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", Long.toString(LONGEST_ANSWER.toSeconds()));
    return new HikariDataSource(config);
  }

  private static Migrations migrations(HikariDataSource pool) {
    return new Migrations(
        pool,
        "io/dagwerk/storage/postgres/migrations",
        Map.of(
            "bytes", "bytea",
            "uuid", "uuid",
            "number", "bigint generated always as identity primary key",
            "clustered", ""));
  }
}
