package io.dagwerk.definitions;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a definition is referred to by: its kind and name, and the object itself as its identity.
///
/// Handles refer to each other, so comparing them by content would walk the whole graph.
public abstract sealed class Handle
    permits Asset, Bundle, Check, FanOut, Hook, Job, Op, Resource, Schedule, Sensor {
  private static final Pattern HUMP = Pattern.compile("(?<=.)([A-Z])");

  private final String name;

  Handle(String name) {
    this.name = name;
  }

  /// The user's name for it, unique among its kind in a code location or job.
  public final String name() {
    return name;
  }

  /// A handle that is not null, as it would be were it read above its declaration.
  ///
  /// @param expected such as `an asset`
  /// @throws IllegalArgumentException when it is null
  static <H> H declared(H handle, String expected) {
    if (handle == null) {
      throw new IllegalArgumentException(
          "found null where %s was expected: declared below, or a cycle; declare it above its first use"
              .formatted(expected));
    }
    return handle;
  }

  /// The word for what this is, as users read it: `asset`, `op`, `fan-out`.
  public final String kind() {
    return HUMP.matcher(getClass().getSimpleName()).replaceAll("-$1").toLowerCase(Locale.ROOT);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public final int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public final String toString() {
    return "%s '%s'".formatted(kind(), name);
  }
}
