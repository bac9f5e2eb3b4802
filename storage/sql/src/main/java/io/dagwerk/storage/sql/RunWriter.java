package io.dagwerk.storage.sql;

import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes what a transaction has gathered, table by table, each in one batch. The rows of a table
/// are distinct within a batch, as drivers that make one statement of it need them to be.
record RunWriter(Connection connection, Dialect dialect) {
  private static final String ENDED =
      Arrays.stream(StepStatus.values())
          .filter(StepStatus::isFinal)
          .map(status -> "'" + status + "'")
          .collect(Collectors.joining(", "));

  void write(List<OpenRun> runs) throws SQLException {
    writeEvents(runs);
    writeRuns(runs);
    writeReplaced(runs);
    writeProducers(runs);
    writeSteps(runs);
    writeOutputs(runs);
    writeFanOuts(runs);
    new PlannedWriter(connection, dialect).write(runs);
    writeFacts(runs);
    new MarkWriter(connection, dialect).write(runs);
  }

  /// Writes facts about assets, and what is told to those who follow the feed.
  void writeFacts(List<OpenRun> runs) throws SQLException {
    new LedgerWriter(connection, dialect).write(runs);
    writeFeed(runs);
  }

  private void writeEvents(List<OpenRun> runs) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into events (run, position, at, event) values (?, ?, ?, ?)")) {
      for (OpenRun run : runs) {
        Object id = dialect.id(run.id);
        for (StoredEvent event : run.events) {
          insert.setObject(1, id);
          insert.setLong(2, event.position());
          insert.setLong(3, Columns.micros(event.at()));
          insert.setBytes(4, event.event().toArray());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private void writeReplaced(List<OpenRun> runs) throws SQLException {
    Rows rows =
        new Rows(
            "update runs set job = ?, mode = ?, location = ?, code_version = ?, definitions = ?,"
                + " plan = ?, config = ? where id = ?");
    for (OpenRun run : runs) {
      if (run.replaced().isPresent()) {
        NewRun.Work work = run.replaced().get();
        rows.add(
            work.job(),
            work.mode(),
            work.location(),
            work.codeVersion(),
            work.contents().definitions().toArray(),
            work.contents().plan().toArray(),
            work.contents().config().toArray(),
            dialect.id(run.id));
      }
    }
    rows.write(connection);
  }

  private void writeRuns(List<OpenRun> runs) throws SQLException {
    Rows rows =
        new Rows(
            "update runs set status = ?, attempt = ?, reason = ?, started_at = ?, ended_at = ?,"
                + " position = ?, host = ? where id = ?");
    for (OpenRun run : runs) {
      rows.add(
          run.head().status().name(),
          run.head().attempt(),
          run.reason(),
          Columns.micros(run.times().started()),
          Columns.micros(run.times().ended()),
          run.position(),
          run.host().orElse(null),
          dialect.id(run.id));
    }
    rows.write(connection);
  }

  private void writeProducers(List<OpenRun> runs) throws SQLException {
    Rows rows =
        new Rows(
            "insert into producers (run, attempt, name, sequence) values (?, ?, ?, ?)"
                + " on conflict (run, attempt, name) do update set sequence = excluded.sequence");
    for (OpenRun run : runs) {
      for (Map.Entry<OpenRun.Producer, Long> entry : run.newSequences.entrySet()) {
        OpenRun.Producer producer = entry.getKey();
        rows.add(dialect.id(run.id), producer.attempt(), producer.name(), entry.getValue());
      }
    }
    rows.write(connection);
  }

  private void writeSteps(List<OpenRun> runs) throws SQLException {
    Rows rows =
        new Rows(
            "insert into steps (run, step, status, attempt, reason, origin, emitted, began_at,"
                + " last_began_at, ended_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (run, step) do update set"
                + " status = excluded.status, attempt = excluded.attempt, reason = excluded.reason,"
                + " origin = excluded.origin, emitted = excluded.emitted, ended_at = excluded.ended_at,"
                + " began_at = coalesce(steps.began_at, excluded.began_at),"
                + " last_began_at = coalesce(excluded.last_began_at, steps.last_began_at)"
                + " where steps.status not in ("
                + ENDED
                + ")");
    for (OpenRun run : runs) {
      for (StoredStep step : run.steps.values()) {
        rows.add(
            dialect.id(run.id),
            step.step().toString(),
            step.state().status().name(),
            step.state().attempt(),
            step.state().reason(),
            step.state().origin().map(dialect::id).orElse(null),
            Columns.text(step.state().emitted()),
            Columns.micros(step.began()),
            Columns.micros(step.lastBegan()),
            Columns.micros(step.ended()));
      }
    }
    rows.write(connection);
  }

  private void writeOutputs(List<OpenRun> runs) throws SQLException {
    Rows rows =
        new Rows(
            "insert into outputs (run, step, output, asset, partition_key, io_manager, in_memory,"
                + " version) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (run, step, output) do update set"
                + " asset = excluded.asset, partition_key = excluded.partition_key,"
                + " io_manager = excluded.io_manager, in_memory = excluded.in_memory, version = excluded.version");
    for (OpenRun run : runs) {
      for (StoredOutput output : run.outputs.values()) {
        Optional<OutputAddress.OfAsset> asset =
            switch (output.address()) {
              case OutputAddress.OfAsset of -> Optional.of(of);
              case OutputAddress.OfStep _ -> Optional.empty();
            };
        rows.add(
            dialect.id(run.id),
            output.step().toString(),
            output.output(),
            asset.map(of -> of.asset().toString()).orElse(null),
            asset.flatMap(OutputAddress.OfAsset::partition).map(PartitionKey::text).orElse(null),
            output.keeper().ioManager(),
            output.keeper().inMemory(),
            output.version().orElse(null));
      }
    }
    rows.write(connection);
  }

  private void writeFanOuts(List<OpenRun> runs) throws SQLException {
    Rows rows =
        new Rows(
            "insert into fan_outs (run, step, mapping_keys) values (?, ?, ?)"
                + " on conflict (run, step) do update set mapping_keys = excluded.mapping_keys");
    for (OpenRun run : runs) {
      run.mappingKeys.forEach(
          (step, keys) -> rows.add(dialect.id(run.id), step.toString(), Columns.text(keys)));
    }
    rows.write(connection);
  }

  private void writeFeed(List<OpenRun> runs) throws SQLException {
    Rows rows = new Rows("insert into feed (run, kind, at, event) values (?, ?, ?, ?)");
    for (OpenRun run : runs) {
      for (OpenRun.Fed fed : run.feed) {
        rows.add(
            dialect.id(run.id), fed.kind().name(), Columns.micros(fed.at()), fed.event().toArray());
      }
    }
    rows.write(connection);
  }
}
