package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Deletes a run that has ended, with all that is kept of it.
record RunDeletion(RunId run) implements GroupCommit.Task<Boolean> {
  private static final List<String> TABLES =
      List.of("events", "feed", "producers", "steps", "outputs", "ledger", "run_tags");

  @Override
  public SortedSet<RunId> runs() {
    return new TreeSet<>(List.of(run));
  }

  @Override
  public Boolean in(Transaction transaction) throws SQLException {
    boolean canGo =
        transaction.find(run).filter(open -> open.head().status().isFinal()).isPresent();
    if (canGo) {
      transaction.flush(run);
      for (String table : TABLES) {
        delete(transaction, "delete from " + table + " where run = ?");
      }
      delete(transaction, "delete from runs where id = ?");
    }
    return canGo;
  }

  private void delete(Transaction transaction, String statement) throws SQLException {
    try (PreparedStatement delete = transaction.connection().prepareStatement(statement)) {
      Columns.bind(delete, transaction.dialect().id(run));
      delete.executeUpdate();
    }
  }
}
