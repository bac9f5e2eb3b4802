package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;

/// A transaction of the writer, with the runs that it has locked. What is to be written of them
/// gathers here and is written at the end, in as few statements as there are tables.
final class Transaction {
  private final Connection connection;
  private final Dialect dialect;
  private final SequencedMap<RunId, OpenRun> runs = new LinkedHashMap<>();
  private final Set<ContentHash> stored = new HashSet<>();

  private Transaction(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /// Locks the runs in the order of their ids, so that no two transactions wait for each other.
  static Transaction begin(Connection connection, Dialect dialect, SortedSet<RunId> ids)
      throws SQLException {
    Transaction transaction = new Transaction(connection, dialect);
    if (!ids.isEmpty()) {
      List<Object> parameters = transaction.padded(ids);
      transaction.lock(parameters);
      transaction.count(parameters);
    }
    return transaction;
  }

  /// The ids, the last repeated up to a power of two: a few statements serve all groups.
  private List<Object> padded(SortedSet<RunId> ids) {
    List<Object> parameters = new ArrayList<>();
    ids.forEach(id -> parameters.add(dialect.id(id)));
    int size = Integer.highestOneBit(Math.max(1, 2 * parameters.size() - 1));
    while (parameters.size() < size) {
      parameters.add(parameters.getLast());
    }
    return parameters;
  }

  private void lock(List<Object> ids) throws SQLException {
    String query =
        "select id, status, attempt, reason, created_at, started_at, ended_at, log_expired_at, position, host"
            + " from runs"
            + " where id in (%s) order by id%s"
                .formatted(Columns.parameters(ids.size()), dialect.forUpdate());
    try (PreparedStatement locking = connection.prepareStatement(query)) {
      Columns.bind(locking, ids);
      try (ResultSet row = locking.executeQuery()) {
        while (row.next()) {
          add(openRun(row));
        }
      }
    }
  }

  private OpenRun openRun(ResultSet row) throws SQLException {
    return new OpenRun(
        dialect.id(row, "id"),
        new RunHead(RunStatus.valueOf(Columns.text(row, "status")), row.getInt("attempt")),
        Columns.text(row, "reason"),
        new StoredRun.Times(
            Columns.instant(row, "created_at"),
            Columns.findInstant(row, "started_at"),
            Columns.findInstant(row, "ended_at"),
            Columns.findInstant(row, "log_expired_at")),
        row.getLong("position"),
        Optional.ofNullable(row.getString("host")));
  }

  /// A statement of its own: it sees what was committed while the locks were waited for.
  private void count(List<Object> ids) throws SQLException {
    String query =
        "select run, attempt, name, sequence from producers where run in (%s)"
            .formatted(Columns.parameters(ids.size()));
    try (PreparedStatement counting = connection.prepareStatement(query)) {
      Columns.bind(counting, ids);
      try (ResultSet row = counting.executeQuery()) {
        while (row.next()) {
          find(dialect.id(row, "run"))
              .orElseThrow()
              .knows(
                  new OpenRun.Producer(row.getInt("attempt"), Columns.text(row, "name")),
                  row.getLong("sequence"));
        }
      }
    }
  }

  Connection connection() {
    return connection;
  }

  Dialect dialect() {
    return dialect;
  }

  /// One of the locked runs, if there is such a run.
  Optional<OpenRun> find(RunId run) {
    return Optional.ofNullable(runs.get(run));
  }

  /// A run that this transaction has created or locked.
  void add(OpenRun run) {
    runs.put(run.id, run);
  }

  /// Writes facts that belong to no run.
  void report(RunId report, List<LedgerRow> rows) throws SQLException {
    new RunWriter(connection, dialect).writeFacts(List.of(OpenRun.ofReport(report, rows)));
  }

  /// Writes what has gathered of a run, which then is no longer known.
  void flush(RunId run) throws SQLException {
    OpenRun open = runs.remove(run);
    if (open != null && open.isChanged()) {
      new RunWriter(connection, dialect).write(List.of(open));
    }
  }

  /// Whether the fence holds, and goes on to hold until the transaction ends.
  boolean holds(Fence fence) throws SQLException {
    return new Statements(connection)
        .find(
            "select fence from leases where name = ?" + dialect.forShare(),
            row -> row.getLong("fence"),
            fence.lease())
        .filter(number -> number == fence.number())
        .isPresent();
  }

  /// Whether the content is there; asked once for all runs that refer to it.
  boolean isStored(ContentHash hash) throws SQLException {
    boolean isStored =
        stored.contains(hash)
            || new Statements(connection)
                .find("select 1 from snapshots where hash = ?", row -> true, hash.toArray())
                .isPresent();
    if (isStored) {
      stored.add(hash);
    }
    return isStored;
  }

  void flush() throws SQLException {
    List<OpenRun> changed = runs.values().stream().filter(OpenRun::isChanged).toList();
    if (!changed.isEmpty()) {
      new RunWriter(connection, dialect).write(changed);
    }
  }
}
