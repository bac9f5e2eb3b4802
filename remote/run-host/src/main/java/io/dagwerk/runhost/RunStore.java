package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.runhost.EventBatch.Producer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What the run host has to know of runs, and where their events are stored. Thread-safe.
public interface RunStore {
  /// The newest attempt of a run that has not ended; empty for an unknown or ended one.
  Optional<Attempt> attempt(RunId run);

  /// What happened in a run so far, the bytes of each event in the order in which they are stored.
  List<byte[]> log(RunId run);

  /// The number of the last event of a producer that is stored; 0 if there is none.
  long acknowledged(RunId run, int attempt, Producer producer);

  /// Stores events durably. Batches of one producer are given in their order, without waiting for
  /// those before.
  ///
  /// @return when they are durable; fails when they cannot be stored, and then the worker sends
  ///   them again
  /// @throws io.dagwerk.protocol.UnreadableMessage when the bytes of one are no event, so that
  ///   sending them again is of no use
  CompletionStage<Acknowledgement> append(EventBatch batch);

  /// Takes nothing for known of a run any more: another host may have had it meanwhile. Nothing for
  /// a store that always looks.
  default void forgetWhatIsKnown(RunId run) {}

  /// The run is another host's, which says from now on what happens in it.
  default void leave(RunId run) {}
}
