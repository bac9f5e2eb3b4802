package io.dagwerk.graphql;

import io.dagwerk.spi.StepNames;
import java.util.Optional;

/// Where a page of names of steps goes on, such as `2/load`: how often the last one failed, and the
/// name.
final class StepCursor {
  private StepCursor() {}

  static String text(StepNames.Name last) {
    return last.failed() + "/" + last.text();
  }

  /// @throws BadRequest for what is no such cursor
  static Optional<StepNames.Name> find(Arguments arguments, String name) {
    return arguments.findText(name).map(text -> parse(name, text));
  }

  private static StepNames.Name parse(String name, String text) {
    int slash = text.indexOf('/');
    try {
      if (slash > 0) {
        return new StepNames.Name(
            text.substring(slash + 1), Long.parseLong(text.substring(0, slash)));
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new BadRequest(
        "expected '%s' to be the cursor that the page before told, such as 2/load, but found '%s'"
            .formatted(name, text));
  }
}
