package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The logs of all runs, and the feed of what others wait for. Thread-safe.
///
/// An event is stored together with its changes or not at all. It is known by run, attempt,
/// producer and number: what is sent twice is stored once.
///
/// ```java
/// journal.append(batch).thenAccept(result -> worker.acknowledge(result));
/// List<StoredEvent> next = journal.read(run, seen, 1_000);
/// ```
public interface Journal {
  /// The most events or items that one read returns.
  int MOST = 10_000;

  /// Stores a batch. The future is done when the batch is durable; it fails when the store cannot
  /// be written, and then the batch may be sent again.
  ///
  /// Changes that [RunHead] does not allow are left out, and their events are stored nevertheless.
  /// Waits for room when more is under way than the store can hold.
  CompletableFuture<AppendResult> append(Batch batch);

  /// The number of the last event that is stored of a producer of an attempt; 0 if there is none.
  long acknowledged(RunId run, int attempt, String producer);

  /// The events of a run after a position, in order; none when its log has expired.
  ///
  /// @param after the last position that is known, or 0
  /// @param limit from 1 to [#MOST]
  List<StoredEvent> read(RunId run, long after, int limit);

  /// What was committed after a position, in an order in which nothing comes later to an earlier
  /// place. An item may be held back while transactions are open that could come before it.
  ///
  /// @param limit from 1 to [#MOST]
  List<FeedItem> feed(FeedPosition after, int limit);

  /// Calls back after commits of this process to logs or feed, in no promised thread; what is
  /// called must be quick. It only wakes: others may commit without it.
  Watch watch(Runnable wake);

  /// Deletes the log of a run that has ended, its first events first; what [Runs] and the ledger
  /// know of it stays. The first call writes down that the log has expired. Called again until it
  /// returns less than it might have deleted; of a run that has not ended nothing is.
  ///
  /// @param most how many events are deleted in one transaction
  /// @return how many were
  int expire(RunId run, Instant now, int most);

  /// Deletes items of the feed from before a time. Called again until it returns less than it might
  /// have deleted.
  ///
  /// @param most how many items are deleted in one transaction
  /// @return how many were
  int expireFeed(Instant before, int most);

  /// A callback that lasts until it is closed.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
