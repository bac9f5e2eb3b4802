package io.dagwerk.benchmarks.instance;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Looks at runs over a connection of its own, and so sees what is committed alone. Not
/// thread-safe.
final class Outside implements AutoCloseable {
  private static final long LOOK_MILLIS = 5;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final InstanceDatabase database;
  private final Connection connection;

  Outside(InstanceDatabase database) throws SQLException {
    this.database = database;
    this.connection = database.connect();
  }

  /// Waits until a run stands where it is wanted.
  ///
  /// @return when it was seen there
  Instant await(RunId run, Predicate<RunStatus> wanted) throws SQLException, InterruptedException {
    Instant until = Instant.now().plus(LONGEST_WAIT);
    while (!wanted.test(status(run))) {
      if (Instant.now().isAfter(until)) {
        throw new IllegalStateException(
            "run %s is still %s after %s".formatted(run, status(run), LONGEST_WAIT));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return Instant.now();
  }

  private RunStatus status(RunId run) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select status from runs where id = " + database.literal(run))) {
      row.next();
      return RunStatus.valueOf(row.getString(1));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
