package io.dagwerk.chaos;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A PostgreSQL of its own, as durable as one in production, which is killed and started again.
final class PostgresStore implements Store {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Path folder;
  private final String url;
  private final int port;
  private EmbeddedPostgres server;

  private PostgresStore(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
    this.port = server.getPort();
    this.url = server.getJdbcUrl("postgres", "postgres");
  }

  static PostgresStore start(Path folder) throws IOException {
    return new PostgresStore(folder, builder(folder).start());
  }

  private static EmbeddedPostgres.Builder builder(Path folder) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setServerConfig("max_wal_size", "64MB")
        .setServerConfig("min_wal_size", "32MB")
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public String settings() {
    return "postgres: {url: \"%s\", user: postgres, password: \"\"}".formatted(url);
  }

  @Override
  public List<String> locking() {
    return List.of("begin", "lock table runs in exclusive mode");
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(Fault.CONNECTIONS_CUT, Fault.DATABASE_KILLED);
  }

  @Override
  public void begin(Fault fault) throws Exception {
    if (fault == Fault.CONNECTIONS_CUT) {
      cut();
    } else {
      kill();
    }
  }

  private void cut() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
              + " and backend_type = 'client backend'");
    }
  }

  /// As `pg_ctl -m immediate stop` does: nothing is written any more.
  private void kill() throws Exception {
    long postmaster = postmaster();
    Processes.signal("QUIT", postmaster);
    if (!Waiting.until(LONGEST, () -> !Processes.isAlive(postmaster))) {
      throw new IllegalStateException("the database does not end");
    }
  }

  private long postmaster() throws IOException {
    return Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip());
  }

  @Override
  public void end(Fault fault) throws Exception {
    if (fault == Fault.DATABASE_KILLED) {
      restart();
    }
  }

  private void restart() throws IOException {
    server.close();
    server = builder(folder).setPort(port).start();
  }

  /// A database that cannot write its log crashes and starts again; when it finds no room for that
  /// either, it ends, and whoever runs it starts it when there is room.
  @Override
  public void recover() throws Exception {
    if (!Waiting.until(LONGEST, () -> isAnswering() || !isRunning())) {
      throw new IllegalStateException("the database does not answer any more");
    }
    if (!isRunning()) {
      restart();
    }
  }

  private boolean isRunning() throws IOException {
    return Files.exists(folder.resolve("postmaster.pid")) && Processes.isAlive(postmaster());
  }

  private boolean isAnswering() {
    try (Connection connection = DriverManager.getConnection(url)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void stop() throws IOException {
    server.close();
  }
}
