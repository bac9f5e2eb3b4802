package io.dagwerk.daemon;

import io.dagwerk.model.RunId;

/// Asks for a run to be executed again, with its config, mode and tags. Immutable.
///
/// @param parent a run that has ended
public record RerunRequest(RunId parent, Part part) {
  /// How much of it.
  public sealed interface Part {
    /// All of it.
    record All() implements Part {}

    /// What did not come to a good end, and what comes after that.
    record FromFailure() implements Part {}

    /// The steps that a selection of step keys names; what they read is taken from the runs before.
    record Selected(String selection) implements Part {}

    /// Those steps, and what comes after them.
    record SelectedAndDownstream(String selection) implements Part {}
  }
}
