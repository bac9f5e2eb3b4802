package io.dagwerk.spi;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import java.util.Optional;
import java.util.SequencedMap;

/// A run to be queued. Immutable.
///
/// @param lineage empty for one that executes nothing again
/// @param priority higher is started first; 0 if nothing was said
public record NewRun(
    RunId id,
    Work work,
    Optional<Lineage> lineage,
    int priority,
    SequencedMap<String, String> tags) {
  public NewRun {
    tags = Ordered.copyOf(tags);
  }

  /// What is to be done.
  ///
  /// @param mode of the job, by its name
  /// @param location the code location of the job
  /// @param codeVersion of the definitions that the plan was made from
  public record Work(
      String job, String mode, String location, String codeVersion, Contents contents) {}

  /// Where the rest of it is found in [Snapshots].
  ///
  /// @param definitions the snapshot of them
  public record Contents(ContentHash definitions, ContentHash plan, ContentHash config) {}

  /// The run that this one executes again, and the first of all those before.
  public record Lineage(RunId parent, RunId root) {}

  /// The run with other work to do.
  public NewRun doing(Work other) {
    return new NewRun(id, other, lineage, priority, tags);
  }

  /// The first of the runs of which this is one.
  public RunId root() {
    return lineage.map(Lineage::root).orElse(id);
  }
}
