package io.dagwerk.plan;

/// Which steps of an earlier run are executed again.
public sealed interface Reexecution {
  ParentRun parent();

  /// All: of a graph what the request selects of the job, of assets what the parent planned.
  record All(ParentRun parent) implements Reexecution {}

  /// Those that did not come to a good end, and what comes after them.
  record FromFailure(ParentRun parent) implements Reexecution {}

  /// Those that a selection of step keys names.
  record Selected(ParentRun parent, String selection) implements Reexecution {}

  /// Those that a selection of step keys names, and what comes after them.
  record SelectedAndDownstream(ParentRun parent, String selection) implements Reexecution {}
}
