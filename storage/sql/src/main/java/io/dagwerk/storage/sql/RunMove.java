package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.MoveResult;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Writes events of a host about a run, if all their changes are allowed.
record RunMove(Move move) implements GroupCommit.Task<MoveResult> {
  @Override
  public SortedSet<RunId> runs() {
    return new TreeSet<>(List.of(move.run()));
  }

  @Override
  public MoveResult in(Transaction transaction) throws SQLException {
    Optional<OpenRun> found = transaction.find(move.run());
    if (found.isEmpty()) {
      return new MoveResult.NoSuchRun();
    }
    if (move.fence().isPresent() && !transaction.holds(move.fence().get())) {
      return new MoveResult.LeaseLost();
    }
    OpenRun run = found.get();
    if (move.owner().isPresent() && !run.host().equals(move.owner())) {
      return new MoveResult.OfAnother(run.host());
    }
    if (run.head().after(move).isEmpty()) {
      return new MoveResult.Refused(run.head());
    }
    move.events().forEach(run::add);
    return new MoveResult.Moved(run.head());
  }
}
