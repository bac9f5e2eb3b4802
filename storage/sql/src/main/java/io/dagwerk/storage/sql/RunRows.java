package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads runs with their tags: two queries for any number of them.
record RunRows(Connection connection, Dialect dialect) {
  private static final String COLUMNS =
      "id, job, mode, location, code_version, definitions, plan, config, parent, root, priority, status,"
          + " attempt, reason, created_at, started_at, ended_at, log_expired_at, host";

  List<StoredRun> list(Where where, String order, int limit) throws SQLException {
    List<Object> parameters = new ArrayList<>(where.parameters());
    parameters.add(limit);
    String query =
        "select %s from runs%s order by %s limit ?".formatted(COLUMNS, where.text(), order);
    List<StoredRun> untagged;
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      Columns.bind(statement, parameters);
      untagged = Reader.rows(statement, this::run);
    }
    Map<RunId, SequencedMap<String, String>> tags = tags(untagged);
    return untagged.stream()
        .map(run -> tagged(run, tags.getOrDefault(run.id(), new LinkedHashMap<>())))
        .toList();
  }

  private StoredRun run(ResultSet row) throws SQLException {
    RunId id = dialect.id(row, "id");
    RunId root = dialect.id(row, "root");
    NewRun.Work work =
        new NewRun.Work(
            Columns.text(row, "job"),
            Columns.text(row, "mode"),
            Columns.text(row, "location"),
            Columns.text(row, "code_version"),
            new NewRun.Contents(hash(row, "definitions"), hash(row, "plan"), hash(row, "config")));
    Optional<NewRun.Lineage> lineage =
        Columns.findId(dialect, row, "parent").map(parent -> new NewRun.Lineage(parent, root));
    return new StoredRun(
        new NewRun(id, work, lineage, row.getInt("priority"), new LinkedHashMap<>()),
        new RunHead(RunStatus.valueOf(Columns.text(row, "status")), row.getInt("attempt")),
        Columns.text(row, "reason"),
        new StoredRun.Times(
            Columns.instant(row, "created_at"),
            Columns.findInstant(row, "started_at"),
            Columns.findInstant(row, "ended_at"),
            Columns.findInstant(row, "log_expired_at")),
        Optional.ofNullable(row.getString("host")));
  }

  private static ContentHash hash(ResultSet row, String column) throws SQLException {
    return ContentHash.of(Columns.bytes(row, column));
  }

  private Map<RunId, SequencedMap<String, String>> tags(List<StoredRun> runs) throws SQLException {
    Map<RunId, SequencedMap<String, String>> tags = new HashMap<>();
    if (runs.isEmpty()) {
      return tags;
    }
    String query =
        "select run, name, value from run_tags where run in (%s) order by run, place"
            .formatted(Columns.parameters(runs.size()));
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      Columns.bind(statement, runs.stream().map(run -> dialect.id(run.id())).toList());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          tags.computeIfAbsent(dialect.id(row, "run"), _ -> new LinkedHashMap<>())
              .put(Columns.text(row, "name"), Columns.text(row, "value"));
        }
      }
    }
    return tags;
  }

  private static StoredRun tagged(StoredRun run, SequencedMap<String, String> tags) {
    NewRun untagged = run.run();
    return new StoredRun(
        new NewRun(untagged.id(), untagged.work(), untagged.lineage(), untagged.priority(), tags),
        run.head(),
        run.reason(),
        run.times(),
        run.host());
  }
}
