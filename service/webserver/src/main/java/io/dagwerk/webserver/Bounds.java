package io.dagwerk.webserver;

import java.time.Duration;

/// How much of a server one client may take.
///
/// @param body the largest of a request, in bytes
public record Bounds(int body) {
  private static final int LEAST_BODY = 1_024;

  /// The largest line with the method and the path of a request, in bytes.
  static final int FIRST_LINE = 4_096;

  /// The largest headers of a request together, in bytes.
  static final int HEADERS = 16_384;

  /// How many requests are answered at once.
  static final int REQUESTS = 1_024;

  /// How many connections are open at once.
  static final int CONNECTIONS = 4_096;

  /// How long a connection without requests stays open.
  static final Duration IDLE = Duration.ofMinutes(5);

  /// @throws IllegalArgumentException for what would let no request pass
  public Bounds {
    if (body < LEAST_BODY) {
      throw new IllegalArgumentException(
          "a body has %,d bytes or more, but found %,d".formatted(LEAST_BODY, body));
    }
  }

  /// 4 MiB.
  public static Bounds usual() {
    return new Bounds(4 * 1024 * 1024);
  }
}
