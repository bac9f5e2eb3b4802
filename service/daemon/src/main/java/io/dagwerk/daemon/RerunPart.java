package io.dagwerk.daemon;

import io.dagwerk.daemon.RerunRequest.Part;
import java.util.Optional;

/// How much of a run is executed again, as a tag has it: read again when the run is planned again.
/// Pure.
final class RerunPart {
  private static final String ALL = "all";
  private static final String FROM_FAILURE = "from failure";
  private static final String SELECTED = "selected: ";
  private static final String AND_DOWNSTREAM = "selected and downstream: ";

  private RerunPart() {}

  static String text(Part part) {
    return switch (part) {
      case Part.All _ -> ALL;
      case Part.FromFailure _ -> FROM_FAILURE;
      case Part.Selected(String selection) -> SELECTED + selection;
      case Part.SelectedAndDownstream(String selection) -> AND_DOWNSTREAM + selection;
    };
  }

  /// Empty for a text that says none.
  static Optional<Part> of(String text) {
    if (text.equals(ALL)) {
      return Optional.of(new Part.All());
    }
    if (text.equals(FROM_FAILURE)) {
      return Optional.of(new Part.FromFailure());
    }
    if (text.startsWith(SELECTED)) {
      return Optional.of(new Part.Selected(text.substring(SELECTED.length())));
    }
    return text.startsWith(AND_DOWNSTREAM)
        ? Optional.of(new Part.SelectedAndDownstream(text.substring(AND_DOWNSTREAM.length())))
        : Optional.empty();
  }
}
