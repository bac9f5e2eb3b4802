package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.StoredEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/// Logs in table `events`, and table `feed`.
record SqlJournal(Reader reader, GroupCommit writer, Watches watches) implements Journal {
  @Override
  public CompletableFuture<AppendResult> append(Batch batch) {
    return writer.submit(new Append(batch));
  }

  private record Append(Batch batch) implements GroupCommit.Task<AppendResult> {
    @Override
    public SortedSet<RunId> runs() {
      return new TreeSet<>(List.of(batch.run()));
    }

    @Override
    public AppendResult in(Transaction transaction) {
      return transaction
          .find(batch.run())
          .map(this::appendTo)
          .orElseGet(AppendResult.NoSuchRun::new);
    }

    private AppendResult appendTo(OpenRun run) {
      int attempt = run.head().attempt();
      if (batch.attempt() < attempt) {
        return new AppendResult.OlderAttempt(attempt);
      }
      if (batch.attempt() > attempt) {
        return new AppendResult.UnknownAttempt(attempt);
      }
      if (batch.owner().isPresent() && !run.host().equals(batch.owner())) {
        return new AppendResult.OfAnother(run.host());
      }
      OpenRun.Producer producer = new OpenRun.Producer(attempt, batch.producer());
      long stored = run.sequence(producer);
      if (batch.first() > stored + 1) {
        return new AppendResult.Gap(stored + 1);
      }
      if (batch.last() > stored) {
        int known = Math.toIntExact(stored - batch.first() + 1);
        batch.entries().subList(known, batch.entries().size()).forEach(run::add);
        run.count(producer, batch.last());
      }
      return new AppendResult.Stored(run.sequence(producer), run.head().status());
    }
  }

  @Override
  public long acknowledged(RunId run, int attempt, String producer) {
    List<Long> stored =
        reader.list(
            "select sequence from producers where run = ? and attempt = ? and name = ?",
            row -> row.getLong("sequence"),
            reader.dialect().id(run),
            attempt,
            producer);
    return stored.isEmpty() ? 0 : stored.getFirst();
  }

  @Override
  public List<StoredEvent> read(RunId run, long after, int limit) {
    return reader.list(
        "select position, at, event from events where run = ? and position > ?"
            + " order by position limit ?",
        SqlJournal::event,
        reader.dialect().id(run),
        after,
        Limits.checked(limit, MOST));
  }

  static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getLong("position"), Columns.instant(row, "at"), Bytes.of(Columns.bytes(row, "event")));
  }

  @Override
  public List<FeedItem> feed(FeedPosition after, int limit) {
    Limits.checked(limit, MOST);
    Dialect dialect = reader.dialect();
    return reader.read(connection -> {
      try (PreparedStatement query = connection.prepareStatement(dialect.feedQuery())) {
        int next = dialect.bindFeed(query, after);
        query.setInt(next, limit);
        return Reader.rows(query, row -> item(dialect, row));
      }
    });
  }

  private static FeedItem item(Dialect dialect, ResultSet row) throws SQLException {
    return new FeedItem(
        new FeedPosition(row.getLong("tx"), row.getLong("number")),
        dialect.id(row, "run"),
        FeedItem.Kind.valueOf(Columns.text(row, "kind")),
        Columns.instant(row, "at"),
        Bytes.of(Columns.bytes(row, "event")));
  }

  @Override
  public Watch watch(Runnable wake) {
    return watches.add(wake);
  }

  @Override
  public int expire(RunId run, Instant now, int most) {
    return writer.call(new LogExpiry(run, now, most));
  }

  @Override
  public int expireFeed(Instant before, int most) {
    return writer.call(
        RunlessTask.of(transaction ->
            new Statements(transaction.connection())
                .write(
                    "delete from feed where number in (select number from feed where at < ?"
                        + " order by number limit ?)",
                    Columns.micros(before),
                    most)));
  }
}
