package io.dagwerk.config.internal;

import org.jspecify.annotations.Nullable;

/// Says what the user's code threw: its words where it speaks to the person who gave the config.
public final class Thrown {
  private Thrown() {}

  /// The message of an IllegalArgumentException as it is; anything else with its class. An Error is
  /// nobody's bad input and is thrown on.
  public static String explain(Class<?> type, @Nullable Throwable thrown) {
    return switch (thrown) {
      case Error error -> throw error;
      case IllegalArgumentException e
          when e.getClass() == IllegalArgumentException.class && e.getMessage() != null ->
          e.getMessage();
      case null -> type.getSimpleName() + " refused these values";
      default -> "%s refused these values: %s".formatted(type.getSimpleName(), describe(thrown));
    };
  }

  /// The class of what was thrown, and its message if it has one.
  public static String describe(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
