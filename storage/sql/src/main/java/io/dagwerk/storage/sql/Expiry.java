package io.dagwerk.storage.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Deletes a batch of what is older than a time: events of the run that ended first, or items of
/// the feed when there is no such run.
record Expiry(Instant before, int most) implements RunlessTask<Integer> {
  @Override
  public Integer in(Transaction transaction) throws SQLException {
    Statements statements = new Statements(transaction.connection());
    Optional<Object> oldest = oldestRun(statements);
    while (oldest.isPresent()) {
      Object run = oldest.get();
      int deleted =
          statements.write(
              "delete from events where run = ? and position in (select position from events"
                  + " where run = ? order by position limit ?)",
              run,
              run,
              most);
      if (deleted < most) {
        statements.write("update runs set log_expired = true where id = ?", run);
        statements.write("delete from producers where run = ?", run);
      }
      if (deleted > 0) {
        return deleted;
      }
      oldest = oldestRun(statements);
    }
    return statements.write(
        "delete from feed where number in (select number from feed where at < ?"
            + " order by number limit ?)",
        Columns.micros(before),
        most);
  }

  private Optional<Object> oldestRun(Statements statements) throws SQLException {
    return statements.find(
        "select id from runs where not log_expired and ended_at < ? order by ended_at limit 1",
        row -> row.getObject("id"),
        Columns.micros(before));
  }
}
