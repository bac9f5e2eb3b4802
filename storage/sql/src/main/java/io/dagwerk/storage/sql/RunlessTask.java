package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.TreeSet;

/// A task that looks at no run.
@FunctionalInterface
interface RunlessTask<T> extends GroupCommit.Task<T> {
  static <T> RunlessTask<T> of(RunlessTask<T> task) {
    return task;
  }

  @Override
  default SortedSet<RunId> runs() {
    return new TreeSet<>();
  }

  @Override
  T in(Transaction transaction) throws SQLException;
}
