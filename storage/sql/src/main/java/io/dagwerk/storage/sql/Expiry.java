package io.dagwerk.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Deletes a batch of what is older than a time: events of the run that ended first, or items of
/// the feed when there is no such run.
record Expiry(Instant before, int most) implements RunlessTask<Integer> {
  @Override
  public Integer in(Transaction transaction) throws SQLException {
    Connection connection = transaction.connection();
    List<Object> oldest = oldestRun(connection);
    while (!oldest.isEmpty()) {
      Object run = oldest.getFirst();
      int deleted =
          update(
              connection,
              "delete from events where run = ? and position in (select position from events"
                  + " where run = ? order by position limit ?)",
              run,
              run,
              most);
      if (deleted < most) {
        update(connection, "update runs set log_expired = true where id = ?", run);
        update(connection, "delete from producers where run = ?", run);
      }
      if (deleted > 0) {
        return deleted;
      }
      oldest = oldestRun(connection);
    }
    return update(
        connection,
        "delete from feed where number in (select number from feed where at < ?"
            + " order by number limit ?)",
        Columns.micros(before),
        most);
  }

  private List<Object> oldestRun(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select id from runs where not log_expired and ended_at < ?"
                + " order by ended_at limit 1")) {
      Columns.bind(query, Columns.micros(before));
      return Reader.rows(query, row -> row.getObject("id"));
    }
  }

  private static int update(Connection connection, String statement, Object... parameters)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(statement)) {
      Columns.bind(update, parameters);
      return update.executeUpdate();
    }
  }
}
