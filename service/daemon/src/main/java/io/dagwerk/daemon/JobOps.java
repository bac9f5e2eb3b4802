package io.dagwerk.daemon;

import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.plan.Selectables;
import io.dagwerk.selection.InvalidSelection;
import io.dagwerk.selection.Selection;
import java.util.List;
import java.util.Set;

/// The rule of which ops of a job a selection chooses, as a launch reads it.
public final class JobOps {
  private JobOps() {}

  /// The ops and fan-outs that are chosen, in the job's order.
  ///
  /// @throws Refused with all that is wrong with the selection
  public static List<NodeSnapshot> select(
      LocationSnapshot location, JobSnapshot job, String selection) {
    try {
      Set<String> chosen = Selection.parse(selection).resolve(Selectables.ops(location, job));
      return job.nodes().stream().filter(node -> chosen.contains(node.name())).toList();
    } catch (InvalidSelection e) {
      throw new Refused(e.problems());
    }
  }
}
