package io.dagwerk.runhost;

import java.time.Duration;

/// How long the run host waits, and how much it keeps.
///
/// @param silence how long a worker may say nothing before it is lost, from the later of its last
///   word and the start of the host; one of another machine may be silent for as long as [#REMOTE]
///   says at least
/// @param cancelGrace how long a canceled run may take to end before its worker is killed; longer
///   than the worker itself gives its steps
/// @param mostPrinted how many bytes are kept of what a run prints; the rest is counted and dropped
public record RunHostOptions(Duration silence, Duration cancelGrace, long mostPrinted) {
  private static final long MOST_PRINTED = 256L << 20;

  /// For workers on the same machine.
  public static final RunHostOptions LOCAL =
      new RunHostOptions(Duration.ofSeconds(4), Duration.ofSeconds(15));

  /// For workers elsewhere.
  public static final RunHostOptions REMOTE =
      new RunHostOptions(Duration.ofSeconds(60), Duration.ofSeconds(30));

  /// Keeps 256 MiB of what a run prints.
  public RunHostOptions(Duration silence, Duration cancelGrace) {
    this(silence, cancelGrace, MOST_PRINTED);
  }

  /// How long a worker of another machine may say nothing.
  Duration silenceElsewhere() {
    return silence.compareTo(REMOTE.silence) < 0 ? REMOTE.silence : silence;
  }

  public RunHostOptions mostPrinted(long bytes) {
    return new RunHostOptions(silence, cancelGrace, bytes);
  }
}
