package io.dagwerk.runhost;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LogKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the JVMs of workers have reported of their crashes, by where it is to be kept, until it is.
/// Thread-safe.
final class CrashReports {
  /// Of a report, in bytes; its beginning says what has happened.
  private static final int LARGEST = 256 << 10;

  private final Map<LogKey, Bytes> reports = new ConcurrentHashMap<>();

  void add(RunId run, int attempt, String report) {
    reports.put(key(run, attempt), beginning(report));
  }

  /// Without a part of a character at its end.
  private static Bytes beginning(String report) {
    Bytes bytes = Bytes.ofText(report);
    if (bytes.size() <= LARGEST) {
      return bytes;
    }
    byte[] all = bytes.toArray();
    int end = LARGEST;
    while (isContinuation(all[end])) {
      end--;
    }
    return Bytes.of(Arrays.copyOf(all, end));
  }

  /// Whether a byte of UTF-8 belongs to the character that began before it.
  private static boolean isContinuation(byte value) {
    return (value & 0xC0) == 0x80;
  }

  /// What is to be kept of an attempt, which is left to whoever asks.
  Optional<Bytes> take(RunId run, int attempt) {
    return Optional.ofNullable(reports.remove(key(run, attempt)));
  }

  /// Behind what the process printed to its standard error.
  static LogKey key(RunId run, int attempt) {
    return new LogKey(run, attempt, Optional.empty(), Event.Stream.STDERR);
  }

  void forget(RunId run) {
    reports.keySet().removeIf(key -> key.run().equals(run));
  }
}
