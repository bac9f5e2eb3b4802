package io.dagwerk.daemon;

import java.time.Duration;

/// How long is waited for code servers of a location.
///
/// @param load how long the code may take to be loaded
/// @param away how long whoever asks waits for the next code server, from the end of the last on
record Patience(Duration load, Duration away) {
  private static final Duration AWAY = Duration.ofSeconds(30);

  static Patience loading(Duration load) {
    return new Patience(load, AWAY);
  }
}
