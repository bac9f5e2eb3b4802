package io.dagwerk.storage.sql;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Writes down what runs wait for; gives how many of them there are.
record RunExplanations(SequencedMap<RunId, String> reasons) implements GroupCommit.Task<Integer> {
  RunExplanations {
    reasons = Ordered.copyOf(reasons);
  }

  @Override
  public SortedSet<RunId> runs() {
    return new TreeSet<>(reasons.keySet());
  }

  @Override
  public Integer in(Transaction transaction) throws SQLException {
    int found = 0;
    for (Map.Entry<RunId, String> reason : reasons.entrySet()) {
      Optional<OpenRun> run = transaction.find(reason.getKey());
      run.ifPresent(open -> open.explain(reason.getValue()));
      found += run.isPresent() ? 1 : 0;
    }
    return found;
  }
}
