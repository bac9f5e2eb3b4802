package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.StoredRun;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Creates a run with its tags and first events.
///
/// @param contents those that may not be stored yet
record RunCreation(NewRun run, Collection<Bytes> contents, Instant now, List<Entry> events)
    implements GroupCommit.Task<RunId> {
  @Override
  public SortedSet<RunId> runs() {
    return new TreeSet<>(List.of(run.id()));
  }

  @Override
  public RunId in(Transaction transaction) throws SQLException {
    if (transaction.find(run.id()).isPresent()) {
      throw new IllegalArgumentException("run %s is stored already".formatted(run.id()));
    }
    storeContents(transaction);
    NewRun.Contents needed = run.work().contents();
    for (ContentHash hash : List.of(needed.definitions(), needed.plan(), needed.config())) {
      if (!transaction.isStored(hash)) {
        throw new IllegalArgumentException(
            "run %s needs content %s, which is not stored; put it first".formatted(run.id(), hash));
      }
    }
    OpenRun open = new OpenRun(run.id(), RunHead.created(), "", StoredRun.Times.created(now), 0);
    insertRun(transaction);
    insertTags(transaction);
    transaction.add(open);
    events.forEach(open::add);
    return run.id();
  }

  /// In the order of their hashes, so that no two transactions wait for each other.
  private void storeContents(Transaction transaction) throws SQLException {
    SortedMap<String, Bytes> byHash = new TreeMap<>();
    contents.forEach(each -> byHash.put(ContentHash.of(each).hex(), each));
    for (Map.Entry<String, Bytes> each : byHash.entrySet()) {
      ContentHash hash = new ContentHash(each.getKey());
      if (!transaction.isStored(hash)) {
        SqlSnapshots.insert(transaction, hash, each.getValue());
      }
    }
  }

  private void insertRun(Transaction transaction) throws SQLException {
    Dialect dialect = transaction.dialect();
    NewRun.Work work = run.work();
    new Statements(transaction.connection())
        .write(
            "insert into runs (id, job, mode, location, code_version, definitions, plan, config, parent,"
                + " root, priority, status, attempt, reason, created_at, position, log_expired)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', ?, 0, false)",
            dialect.id(run.id()),
            work.job(),
            work.mode(),
            work.location(),
            work.codeVersion(),
            work.contents().definitions().toArray(),
            work.contents().plan().toArray(),
            work.contents().config().toArray(),
            run.lineage().map(lineage -> dialect.id(lineage.parent())).orElse(null),
            dialect.id(run.root()),
            run.priority(),
            RunHead.created().status().name(),
            Columns.micros(now));
  }

  private void insertTags(Transaction transaction) throws SQLException {
    Rows rows = new Rows("insert into run_tags (run, name, value, place) values (?, ?, ?, ?)");
    int place = 0;
    for (Map.Entry<String, String> tag : run.tags().entrySet()) {
      rows.add(transaction.dialect().id(run.id()), tag.getKey(), tag.getValue(), place);
      place++;
    }
    rows.write(transaction.connection());
  }
}
