package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// All runs, with what their logs say in short. Reading them never reads a log. Thread-safe.
///
/// ```java
/// List<StoredRun> page = runs.list(RunFilter.all().of(RunStatus.FAILED), Optional.empty(), 50);
/// List<StoredRun> next = runs.list(RunFilter.all().of(RunStatus.FAILED), Optional.of(page.getLast().id()), 50);
/// ```
public interface Runs {
  /// The most runs of one page.
  int MOST = 1_000;

  /// The most steps of one page.
  int MOST_STEPS = 1 << 14;

  /// Stores a run with its first events; what they say of its status is taken as it is for any
  /// move.
  ///
  /// @param contents those that the run refers to and that may not be stored yet; they are stored
  ///   with it, so that a launch is one write
  /// @throws IllegalArgumentException when there is a run of this id, or when other contents that
  ///   it refers to are not stored
  void create(NewRun run, Collection<Bytes> contents, Instant now, List<Entry> events);

  /// Stores a run whose contents are stored already.
  default void create(NewRun run, Instant now, List<Entry> events) {
    create(run, List.of(), now, events);
  }

  Optional<StoredRun> find(RunId run);

  /// The newest runs, by their ids, that pass the filter.
  ///
  /// @param before the last run of the page before; empty for the first page
  /// @param limit from 1 to [#MOST]
  List<StoredRun> list(RunFilter filter, Optional<RunId> before, int limit);

  /// How many runs have not ended, by status, in the order of the statuses; a status that no run
  /// has is left out. Costs little, however many have ended.
  List<OpenRuns> open();

  /// The runs that wait, by priority, then by age.
  ///
  /// @param after the last run of the page before, as it was then; empty for the first page
  /// @param limit from 1 to [#MOST]
  List<StoredRun> queue(Optional<StoredRun> after, int limit);

  /// The runs that ended before a time and have not lost all of their log, the earliest end first.
  ///
  /// @param limit from 1 to [#MOST]
  List<RunId> withLog(Instant endedBefore, int limit);

  /// Writes events of a host. Of two that decide about one run at once, the second is refused.
  MoveResult move(Move move);

  /// Writes down what runs wait for, without an event. A run that waits no longer is left as it is.
  ///
  /// @param reasons one line each
  void explain(SequencedMap<RunId, String> reasons);

  /// Gives runs to hosts, without an event. One that has ended, or is not whose it was said to be,
  /// or does not stand where it was said to, is left as it is.
  ///
  /// @param fence of the lease under which it was decided; empty for a host that takes a run whose
  ///   worker came to it
  /// @return those that were given; none when another holds the lease
  List<RunId> give(List<Giving> givings, Optional<Fence> fence);

  /// A run is to be a host's.
  ///
  /// @param head where the run stands, because it was decided by that and the next
  /// @param from whose run it is
  /// @param to whose it becomes; empty for none, until it is given again
  record Giving(RunId run, RunHead head, Optional<String> from, Optional<String> to) {
    /// Of a run as it was read.
    public static Giving of(StoredRun run, Optional<String> to) {
      return new Giving(run.id(), run.head(), run.host(), to);
    }
  }

  /// The steps of a run that have begun or ended, by key.
  List<StoredStep> steps(RunId run);

  /// A page of them.
  ///
  /// @param after the last step of the page before; empty for the first page
  /// @param limit from 1 to [#MOST_STEPS]
  List<StoredStep> steps(RunId run, Optional<StepKey> after, int limit);

  /// The outputs that the run stored, by step and name; those of reused steps are of their origin.
  List<StoredOutput> outputs(RunId run);

  /// The keys of the elements that each fan-out of the run came to, by step.
  SequencedMap<StepKey, List<String>> mappingKeys(RunId run);

  /// Deletes a run that has ended, with its log, steps and outputs. Contents stay, and what is
  /// known of assets.
  ///
  /// @return whether there was such a run
  boolean delete(RunId run);
}
