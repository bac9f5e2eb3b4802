package io.dagwerk.server;

import io.dagwerk.daemon.PortTaken;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/// The port at which the servers of an instance hear their workers, kept so that the workers of the
/// last one find the next.
///
/// @param pause between two tries of a port that is not free
record RunHostPort(InstanceFolder folder, Duration pause) {
  /// How often the port is tried before another is taken: for 5 s.
  static final int MOST_TRIES = 20;

  private static final Duration PAUSE = Duration.ofMillis(250);

  static RunHostPort in(InstanceFolder folder) {
    return new RunHostPort(folder, PAUSE);
  }

  /// Opens what hears workers at a port.
  interface Opening<T> {
    /// @param port 0 for a free one
    /// @throws PortTaken when it is not free
    /// @throws IOException when something else keeps it from being opened
    T at(int port) throws IOException;
  }

  /// Opens where the last server heard its workers, or elsewhere if that stays taken, and keeps
  /// where.
  ///
  /// @param port where it is heard
  /// @throws IOException when it cannot be opened, or its port not be kept; then it is closed
  <T extends AutoCloseable> T open(Opening<T> opening, ToIntFunction<T> port) throws IOException {
    int kept = folder.runHostPort();
    T opened = kept == 0 ? opening.at(0) : open(opening, kept);
    try {
      folder.keepRunHostPort(port.applyAsInt(opened));
      return opened;
    } catch (IOException | RuntimeException e) {
      close(opened, e);
      throw e;
    }
  }

  private <T> T open(Opening<T> opening, int kept) throws IOException {
    for (int tries = 1; tries < MOST_TRIES; tries++) {
      try {
        return opening.at(kept);
      } catch (PortTaken taken) {
        LockSupport.parkNanos(pause.toNanos());
      }
    }
    try {
      return opening.at(kept);
    } catch (PortTaken taken) {
      System.getLogger(RunHostPort.class.getName())
          .log(
              Level.WARNING,
              "another program has port %d, where workers of runs that are under way look for this server: they will be taken for lost (%s)"
                  .formatted(kept, taken.getMessage()));
      return opening.at(0);
    }
  }

  private static void close(AutoCloseable opened, Exception why) {
    try {
      opened.close();
    } catch (Exception e) {
      why.addSuppressed(e);
    }
  }
}
