package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Runs;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Gives runs to hosts; says which.
record RunGivings(List<Runs.Giving> givings, Optional<Fence> fence)
    implements GroupCommit.Task<List<RunId>> {
  RunGivings {
    givings = List.copyOf(givings);
  }

  @Override
  public SortedSet<RunId> runs() {
    return givings.stream().map(Runs.Giving::run).collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public List<RunId> in(Transaction transaction) throws SQLException {
    List<RunId> given = new ArrayList<>();
    if (fence.isPresent() && !transaction.holds(fence.get())) {
      return given;
    }
    for (Runs.Giving giving : givings) {
      if (transaction.find(giving.run()).filter(run -> run.give(giving)).isPresent()) {
        given.add(giving.run());
      }
    }
    return given;
  }
}
