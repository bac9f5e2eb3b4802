package io.dagwerk.plan;

import io.dagwerk.model.StepKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The rule that the keys of a fan-out's elements obey. Pure.
public final class MappingKeys {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private MappingKeys() {}

  /// What is wrong with the keys, in one sentence.
  public static Optional<String> problem(StepKey fanOut, List<String> keys) {
    Set<String> seen = new HashSet<>();
    for (String key : keys) {
      if (!ALLOWED.matcher(key).matches()) {
        return Optional.of(
            "fan-out '%s' gave the mapping key '%s'; expected letters, digits and '_', and after the first '.' and '-' too"
                .formatted(fanOut, key));
      }
      if (!seen.add(key)) {
        return Optional.of(
            "fan-out '%s' gave the mapping key '%s' twice; give each element its own"
                .formatted(fanOut, key));
      }
    }
    return Optional.empty();
  }

  static List<String> distinct(StepKey fanOut, List<String> keys) {
    problem(fanOut, keys)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    return keys;
  }
}
