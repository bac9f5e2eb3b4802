package io.dagwerk.examples.megajob.compile;

import io.dagwerk.examples.megajob.check.DatasetCheck;
import io.dagwerk.examples.megajob.check.DeclaredCheck;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.examples.megajob.graph.JobGraph;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The rule of how many rows datasets pretend to have in mode `test`: as many as their checks
/// expect.
final class PlausibleRows {
  private PlausibleRows() {}

  static SequencedMap<String, Long> of(JobGraph graph) {
    SequencedMap<String, Long> rows = new TreeMap<>();
    for (GraphJob job : graph.jobs().values()) {
      for (DeclaredCheck check : job.descriptor().task().checks()) {
        if (check.check() instanceof DatasetCheck.RowCount count) {
          count.min().or(count::max).ifPresent(few -> rows.merge(check.dataset(), few, Math::max));
        }
      }
    }
    return rows;
  }
}
