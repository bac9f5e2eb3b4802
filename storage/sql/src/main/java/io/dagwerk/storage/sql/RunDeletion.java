package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Deletes a run that has ended, with its log, steps and outputs.
record RunDeletion(RunId run) implements GroupCommit.Task<Boolean> {
  private static final List<String> TABLES =
      List.of("events", "feed", "producers", "steps", "outputs", "fan_outs", "planned", "run_tags");

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
      Statements statements = new Statements(transaction.connection());
      Object id = transaction.dialect().id(run);
      for (String table : TABLES) {
        statements.write("delete from " + table + " where run = ?", id);
      }
      statements.write("delete from runs where id = ?", id);
    }
    return canGo;
  }
}
