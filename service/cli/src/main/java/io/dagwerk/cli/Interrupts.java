package io.dagwerk.cli;

/// How a command hears that it is to stop.
public interface Interrupts {
  /// Calls back at each Ctrl-C instead of ending the process, in a thread of its own.
  Listening listen(Runnable pressed);

  /// Lasts until it is closed; then Ctrl-C ends the process again.
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
