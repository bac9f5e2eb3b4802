package io.dagwerk.daemon;

import io.dagwerk.automation.recovery.Resume;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Asks the rule [Resume] whether runs of lost workers are taken up, by what is stored of them
/// alone: no code need be loaded. Thread-safe.
final class LostRuns {
  private static final int PAGE = 5_000;

  private final Storage storage;

  /// Runs that cannot be taken up though their jobs ask for it.
  private final Map<RunId, String> impossible = new ConcurrentHashMap<>();

  LostRuns(Storage storage) {
    this.storage = storage;
  }

  /// Notes why a run cannot be taken up, in a part of a sentence.
  void giveUp(RunId run, String why) {
    impossible.put(run, why);
  }

  /// What becomes of a run whose worker is lost.
  Resume decide(RunId run) {
    if (impossible.containsKey(run)) {
      return new Resume.Ends(Optional.ofNullable(impossible.get(run)));
    }
    Optional<StoredRun> stored = storage.runs().find(run);
    // Most jobs ask for nothing, and their logs need not be read.
    if (stored.isEmpty() || RunPolicy.of(stored.get().run().tags()).resumes() == 0) {
      return new Resume.Ends(Optional.empty());
    }
    return Resume.decide(stored.get().run().tags(), log(run));
  }

  /// How often a run was resumed.
  int resumed(RunId run) {
    return Resume.used(log(run));
  }

  private List<Event> log(RunId run) {
    List<Event> log = new ArrayList<>();
    long after = 0;
    for (List<StoredEvent> page = page(run, after); !page.isEmpty(); page = page(run, after)) {
      page.forEach(event -> log.add(EventCodec.decode(event.event().toArray()).shown()));
      after = page.getLast().position();
    }
    return log;
  }

  private List<StoredEvent> page(RunId run, long after) {
    return storage.journal().read(run, after, PAGE);
  }
}
