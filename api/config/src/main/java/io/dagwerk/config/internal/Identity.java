package io.dagwerk.config.internal;

import org.jspecify.annotations.Nullable;

/// Whether two values are one object: then nothing in it was looked up.
final class Identity {
  private Identity() {}

  /// Identity is the question here: a record's own `equals` may leave its secrets out.
  @SuppressWarnings("ReferenceEquality")
  static boolean isSame(@Nullable Object one, @Nullable Object other) {
    return one == other;
  }
}
