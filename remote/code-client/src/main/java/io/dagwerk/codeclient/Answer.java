package io.dagwerk.codeclient;

import io.dagwerk.model.ErrorInfo;
import java.util.Optional;

/// What came of asking a code location.
///
/// @param <T> what it answers
public sealed interface Answer<T> {
  /// It answered.
  record Given<T>(T value) implements Answer<T> {}

  /// It did not: it hangs, crashed, cannot be loaded, or could not make sense of the question.
  record Missing<T>(ErrorInfo error) implements Answer<T> {}

  default Optional<T> find() {
    return this instanceof Given<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
