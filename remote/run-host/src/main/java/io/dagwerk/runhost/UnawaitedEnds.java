package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// How workers have ended that this host does not await: another one hears them, or will have said
/// how their runs end, or this one is yet to take them up. The newest are kept. Thread-safe.
final class UnawaitedEnds {
  private static final int MOST = 1_000;

  private final SequencedMap<Worker, String> ends = new LinkedHashMap<>();

  private record Worker(RunId run, int attempt) {}

  synchronized void add(RunId run, int attempt, String how) {
    ends.putLast(new Worker(run, attempt), how);
    while (ends.size() > MOST) {
      ends.pollFirstEntry();
    }
  }

  /// How the worker of an attempt has ended, if it is known, and is told once.
  synchronized Optional<String> take(RunId run, int attempt) {
    return Optional.ofNullable(ends.remove(new Worker(run, attempt)));
  }
}
