package io.dagwerk.graphql;

import io.dagwerk.daemon.RerunRequest;
import io.dagwerk.daemon.RerunRequest.Part;
import java.util.Optional;

/// Reads what a run is asked to be executed again with.
final class RerunInput {
  private RerunInput() {}

  /// How much of a run is executed again, by the names of the schema.
  private enum RerunPart {
    ALL,
    FROM_FAILURE,
    SELECTED,
    SELECTED_AND_DOWNSTREAM
  }

  static RerunRequest request(Arguments input) {
    return new RerunRequest(input.run("run"), part(input));
  }

  private static Part part(Arguments input) {
    RerunPart part = input.constant("part", RerunPart.class);
    Optional<String> selection = input.findText("select");
    return switch (part) {
      case ALL -> unselected(part, selection, new Part.All());
      case FROM_FAILURE -> unselected(part, selection, new Part.FromFailure());
      case SELECTED -> new Part.Selected(selected(part, selection));
      case SELECTED_AND_DOWNSTREAM -> new Part.SelectedAndDownstream(selected(part, selection));
    };
  }

  private static Part unselected(RerunPart part, Optional<String> selection, Part meant) {
    if (selection.isPresent()) {
      throw new BadRequest(
          "part %s takes no 'select'; ask for SELECTED or SELECTED_AND_DOWNSTREAM".formatted(part));
    }
    return meant;
  }

  private static String selected(RerunPart part, Optional<String> selection) {
    return selection.orElseThrow(
        () -> new BadRequest("part %s wants 'select', a selection of step keys".formatted(part)));
  }
}
