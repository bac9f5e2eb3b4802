package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The hellos that are being answered. Who waits for an answer lives, however long the store keeps
/// it waiting. Thread-safe.
final class Greetings {
  private final Map<Key, Integer> underWay = new ConcurrentHashMap<>();

  private record Key(RunId run, int attempt) {}

  void begin(RunId run, int attempt) {
    underWay.merge(new Key(run, attempt), 1, Integer::sum);
  }

  /// One that had begun is answered, or nobody waits for its answer any more.
  void end(RunId run, int attempt) {
    underWay.computeIfPresent(new Key(run, attempt), (_, count) -> count == 1 ? null : count - 1);
  }

  boolean isUnderWay(RunId run, int attempt) {
    return underWay.containsKey(new Key(run, attempt));
  }
}
