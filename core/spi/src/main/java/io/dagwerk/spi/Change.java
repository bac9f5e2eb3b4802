package io.dagwerk.spi;

import io.dagwerk.model.StepKey;
import java.util.List;

/// What an event changes in what is known of a run. Written in the transaction of the event, in the
/// order in which the event lists them.
public sealed interface Change {
  /// The run stands elsewhere.
  ///
  /// @param reason in one line; empty where nothing is to be said
  record RunMoved(RunStatus to, String reason) implements Change {}

  /// A worker is being started for the run. Batches of earlier attempts are refused from here on.
  ///
  /// @param attempt from 1, and one more than the last
  record AttemptStarted(int attempt) implements Change {}

  /// The run is a host's from here on, which starts its workers, hears and judges them.
  record GivenTo(String host) implements Change {}

  /// The run, which no worker has begun, will do other work than it was created for: it was planned
  /// again. What its steps were going to materialize is forgotten. What the work refers to is
  /// stored already.
  record WorkReplaced(NewRun.Work work) implements Change {}

  record StepMoved(StepKey step, StepState to) implements Change {}

  record OutputStored(StoredOutput output) implements Change {}

  /// A fan-out came to these elements.
  ///
  /// @param keys in the order of the elements; of letters, digits, `_`, `.` and `-`
  record FannedOut(StepKey step, List<String> keys) implements Change {
    public FannedOut {
      keys = List.copyOf(keys);
    }
  }

  /// From its first attempt on, the step may overwrite the value of the place, until it is
  /// materialized in this run.
  record MaterializationPlanned(StepKey step, LedgerRow.AssetPlace place) implements Change {}

  /// A fact about an asset is written into the ledger, and told to those who follow the feed.
  record LedgerWritten(LedgerRow row) implements Change {}

  /// A partition has a mark.
  record PartitionMarked(PartitionMark.Place place, PartitionMark mark) implements Change {}

  /// A partition has a mark no longer.
  record PartitionCleared(PartitionMark.Place place, PartitionMark mark) implements Change {}
}
