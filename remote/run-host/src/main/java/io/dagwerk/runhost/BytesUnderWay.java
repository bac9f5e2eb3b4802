package io.dagwerk.runhost;

/// How many bytes of events were heard and are not stored, of all workers together. Thread-safe.
final class BytesUnderWay {
  private final long most;
  private long bytes;

  BytesUnderWay(long most) {
    this.most = most;
  }

  /// Counts some more.
  ///
  /// @return whether there is room for them; there is when nothing else is under way
  synchronized boolean begin(long more) {
    if (bytes > 0 && bytes + more > most) {
      return false;
    }
    bytes += more;
    return true;
  }

  /// Some that were counted are stored, or dropped.
  synchronized void end(long fewer) {
    bytes -= fewer;
  }

  synchronized long bytes() {
    return bytes;
  }
}
