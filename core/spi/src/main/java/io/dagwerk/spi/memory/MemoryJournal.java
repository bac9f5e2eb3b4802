package io.dagwerk.spi.memory;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Logs and feed in memory.
record MemoryJournal(Tables tables) implements Journal {
  @Override
  public CompletableFuture<AppendResult> append(Batch batch) {
    AppendResult result;
    synchronized (tables) {
      Log log = tables.runs.get(batch.run());
      result = log == null ? new AppendResult.NoSuchRun() : append(log, batch);
    }
    tables.wake();
    return CompletableFuture.completedFuture(result);
  }

  private static AppendResult append(Log log, Batch batch) {
    int attempt = log.head().attempt();
    if (batch.attempt() < attempt) {
      return new AppendResult.OlderAttempt(attempt);
    }
    if (batch.owner().filter(owner -> !log.run.isOf(owner)).isPresent()) {
      return new AppendResult.OfAnother(log.run.host());
    }
    if (batch.attempt() > attempt) {
      return new AppendResult.UnknownAttempt(attempt);
    }
    Log.Producer producer = new Log.Producer(attempt, batch.producer());
    long stored = log.sequences.getOrDefault(producer, 0L);
    if (batch.first() > stored + 1) {
      return new AppendResult.Gap(stored + 1);
    }
    long upTo = Math.max(stored, batch.last());
    long known = Math.min(batch.entries().size(), stored - batch.first() + 1);
    batch.entries().stream().skip(known).forEach(log::add);
    log.sequences.put(producer, upTo);
    return new AppendResult.Stored(upTo, log.head().status());
  }

  @Override
  public long acknowledged(RunId run, int attempt, String producer) {
    synchronized (tables) {
      Log log = tables.runs.get(run);
      return log == null ? 0 : log.sequences.getOrDefault(new Log.Producer(attempt, producer), 0L);
    }
  }

  @Override
  public List<StoredEvent> read(RunId run, long after, int limit) {
    Limits.checked(limit, MOST);
    synchronized (tables) {
      Log log = tables.runs.get(run);
      return log == null
          ? List.of()
          : log.events.stream().filter(event -> event.position() > after).limit(limit).toList();
    }
  }

  @Override
  public List<FeedItem> feed(FeedPosition after, int limit) {
    Limits.checked(limit, MOST);
    synchronized (tables) {
      return tables.feed().stream()
          .filter(item -> item.position().compareTo(after) > 0)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public Watch watch(Runnable wake) {
    tables.watches.add(wake);
    return () -> tables.watches.remove(wake);
  }

  @Override
  public int expire(RunId run, Instant now, int most) {
    synchronized (tables) {
      Log log = tables.runs.get(run);
      return log == null || !log.head().status().isFinal() ? 0 : log.expire(now, most);
    }
  }

  @Override
  public int expireFeed(Instant before, int most) {
    synchronized (tables) {
      List<FeedItem> old =
          tables.feed().stream().filter(item -> item.at().isBefore(before)).limit(most).toList();
      tables.feed().removeAll(old);
      return old.size();
    }
  }
}
