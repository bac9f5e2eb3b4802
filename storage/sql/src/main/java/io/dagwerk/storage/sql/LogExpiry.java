package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Deletes a part of the log of a run that has ended.
record LogExpiry(RunId run, Instant now, int most) implements GroupCommit.Task<Integer> {
  @Override
  public SortedSet<RunId> runs() {
    return new TreeSet<>(List.of(run));
  }

  @Override
  public Integer in(Transaction transaction) throws SQLException {
    boolean canGo =
        transaction.find(run).filter(open -> open.head().status().isFinal()).isPresent();
    return canGo
        ? deleted(new Statements(transaction.connection()), transaction.dialect().id(run))
        : 0;
  }

  /// What others in the transaction add to the log of a run that has ended long ago stays: it is
  /// written after this, and its run has no log to be read.
  private int deleted(Statements statements, Object id) throws SQLException {
    statements.write(
        "update runs set log_expired_at = ? where id = ? and log_expired_at is null",
        Columns.micros(now),
        id);
    int deleted =
        statements.write(
            "delete from events where run = ? and position in (select position from events"
                + " where run = ? order by position limit ?)",
            id,
            id,
            most);
    if (deleted < most) {
      statements.write("update runs set log_expired = true where id = ?", id);
      statements.write("delete from producers where run = ?", id);
    }
    return deleted;
  }
}
