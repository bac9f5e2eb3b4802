package io.dagwerk.graphql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which events of a log are wanted: those that pass all that is said.
///
/// @param steps of one of these; of any, or of none, when there are none
/// @param kinds of one of these; of any when there are none
/// @param least as important as this
/// @param text that the line of the event has somewhere, in lower case; empty for any
record EventFilter(Set<String> steps, Set<String> kinds, EventLevel least, String text) {
  private static final int LONGEST_TEXT = 200;

  static final EventFilter ALL = new EventFilter(Set.of(), Set.of(), EventLevel.DEBUG, "");

  /// @throws BadRequest for what is no key of a step
  static EventFilter of(Arguments arguments) {
    Set<String> steps = new HashSet<>();
    for (String step : arguments.texts("steps")) {
      steps.add(RunFields.stepKey(step).toString());
    }
    return new EventFilter(
        steps,
        Set.copyOf(arguments.texts("kinds")),
        arguments.constant("level", EventLevel.class),
        arguments.findText("text", LONGEST_TEXT).orElse("").toLowerCase(Locale.ROOT));
  }

  static EventFilter ofKinds(List<String> kinds) {
    return new EventFilter(Set.of(), Set.copyOf(kinds), EventLevel.DEBUG, "");
  }

  /// @param step empty for an event of no step
  /// @param line in lower case
  boolean passes(String step, String kind, EventLevel level, String line) {
    return level.compareTo(least) >= 0
        && (kinds.isEmpty() || kinds.contains(kind))
        && (steps.isEmpty() || steps.contains(step))
        && (text.isEmpty() || line.contains(text));
  }
}
