package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What `Definitions` refuses, for tests.
final class FoundProblems {
  private FoundProblems() {}

  /// All problems of these definitions, without the places in which they are declared.
  static List<String> of(Definition... definitions) {
    return thrownBy(() -> Definitions.of(List.of(definitions))).stream()
        .map(problem -> problem.replaceFirst("^definition \\d+: ", ""))
        .toList();
  }

  /// All problems of the fields of these objects.
  static List<String> in(Object... holders) {
    return thrownBy(() -> Definitions.in(holders));
  }

  private static List<String> thrownBy(ThrowingCallable definitions) {
    InvalidDefinitions invalid = catchThrowableOfType(InvalidDefinitions.class, definitions);
    return invalid == null ? List.of() : invalid.problems();
  }
}
