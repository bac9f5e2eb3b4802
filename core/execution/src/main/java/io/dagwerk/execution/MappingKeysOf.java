package io.dagwerk.execution;

import io.dagwerk.definitions.FanOut;
import io.dagwerk.model.Event.FailureKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rule that gives the elements of a fan-out their keys.
final class MappingKeysOf {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
  private static final int MOST = 100_000;

  private MappingKeysOf() {}

  /// @throws StepFailure when an element is null, two keys are the same, one is no key, or there
  ///   are more than 100,000
  static <T> List<String> elements(FanOut<T> fanOut, List<? extends @Nullable Object> elements)
      throws StepFailure, InterruptedException {
    if (elements.size() > MOST) {
      throw new StepFailure(
          FailureKind.OUTPUT,
          "%s returned %d elements, but at most %d are possible; group them"
              .formatted(fanOut, elements.size(), MOST));
    }
    Set<String> keys = new LinkedHashSet<>();
    for (Object element : elements) {
      if (element == null) {
        throw new StepFailure(
            FailureKind.OUTPUT,
            "element %d of %s is null; leave it out of the list".formatted(keys.size(), fanOut));
      }
      String key = key(fanOut, element, keys.size());
      if (!VALID.matcher(key).matches()) {
        throw new StepFailure(
            FailureKind.OUTPUT,
            "%s gave an element the key '%s', but a key matches %s".formatted(fanOut, key, VALID));
      }
      if (!keys.add(key)) {
        throw new StepFailure(
            FailureKind.OUTPUT,
            "%s gave two elements the key '%s'; give each its own".formatted(fanOut, key));
      }
    }
    return new ArrayList<>(keys);
  }

  private static <T> String key(FanOut<T> fanOut, Object element, int place)
      throws StepFailure, InterruptedException {
    return UserCode.call(
        FailureKind.OUTPUT,
        "the key of element %d of %s could not be made".formatted(place, fanOut),
        () -> Objects.requireNonNull(fanOut.keyOf(cast(fanOut, element), place), "it is null"));
  }

  private static <T> T cast(FanOut<T> fanOut, Object element) {
    return fanOut.type().cast(List.of(element)).getFirst();
  }
}
