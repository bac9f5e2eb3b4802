package io.dagwerk.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// All that is known of some runs when it is over: what was asked for, what the steps wrote down,
/// what the instance says, and what was done to it.
///
/// @param launched what the instance has acknowledged
/// @param runs what the instance says of them, each as often as it lists it
/// @param values the hash of each value that lies in the store, by its path
/// @param assets what the instance says of what several runs make
record History(
    List<Launched> launched,
    List<SeenRun> runs,
    List<Noted> noted,
    List<Struck> strikes,
    SequencedMap<String, String> values,
    SeenAsset assets) {
  History {
    launched = List.copyOf(launched);
    runs = List.copyOf(runs);
    noted = List.copyOf(noted);
    strikes = List.copyOf(strikes);
    values = new LinkedHashMap<>(values);
  }

  /// How a run ends when nobody disturbs it.
  enum End {
    SUCCEEDED,
    FAILED,
    /// Its cancellation was asked for; it may have come too late.
    CANCELED
  }

  /// A launch that was acknowledged.
  record Launched(String run, String job, End end) {}

  /// A run as the instance shows it.
  ///
  /// @param printed what the steps of its newest attempt printed, by step; empty where it was not
  ///   asked for
  record SeenRun(
      String id,
      String status,
      String reason,
      List<SeenEvent> events,
      Optional<SequencedMap<String, String>> printed) {
    SeenRun {
      events = List.copyOf(events);
    }

    SeenRun printing(SequencedMap<String, String> texts) {
      return new SeenRun(id, status, reason, events, Optional.of(texts));
    }
  }

  /// A fault that has struck.
  ///
  /// @param run that was aimed at
  /// @param pid of its worker
  record Struck(Fault fault, State state, String run, long pid, long millis) {
    @Override
    public String toString() {
      return "%d strike %s in state '%s' (pid %d)"
          .formatted(millis, fault.words(), state.words(), pid);
    }
  }

  /// What the instance says of an asset.
  ///
  /// @param facts all that it lists
  /// @param newest what it shows as the newest
  record SeenAsset(List<SeenFact> facts, Optional<SeenFact> newest) {
    SeenAsset {
      facts = List.copyOf(facts);
    }
  }

  List<Noted> notedOf(String run) {
    return noted.stream().filter(each -> each.run().equals(run)).toList();
  }
}
