package io.dagwerk.daemon;

import io.dagwerk.model.ErrorInfo;
import java.io.IOException;

/// What is said of a location that has no code server. Pure.
final class LoadTrouble {
  private static final String TYPE = "CodeServer";

  /// Until it is known how.
  static final ErrorInfo JUST_ENDED = ErrorInfo.ofMessage(TYPE, "its code server ended just now");

  private LoadTrouble() {}

  static ErrorInfo notListening(Throwable why) {
    return why instanceof IOException
        ? ErrorInfo.ofMessage(TYPE, String.valueOf(why.getMessage()))
        : ErrorInfo.of(why);
  }

  static ErrorInfo isAnother(String served, String expected) {
    return ErrorInfo.ofMessage(
        TYPE,
        "its code server serves location '%s', but '%s' was expected; start it with --location %s, or call the location '%s' here"
            .formatted(served, expected, expected, served));
  }
}
