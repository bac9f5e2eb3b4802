package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.OpenRuns;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Runs in table `runs`, with their tags, steps and outputs in tables of their own.
record SqlRuns(Reader reader, GroupCommit writer) implements Runs {
  @Override
  public void create(NewRun run, Collection<Bytes> contents, Instant now, List<Entry> events) {
    writer.call(new RunCreation(run, contents, now, events));
  }

  @Override
  public MoveResult move(Move move) {
    return writer.call(new RunMove(move));
  }

  @Override
  public void explain(SequencedMap<RunId, String> reasons) {
    if (!reasons.isEmpty()) {
      writer.call(new RunExplanations(reasons));
    }
  }

  @Override
  public List<RunId> give(List<Giving> givings, Optional<Fence> fence) {
    return givings.isEmpty() ? List.of() : writer.call(new RunGivings(givings, fence));
  }

  @Override
  public boolean delete(RunId run) {
    return writer.call(new RunDeletion(run));
  }

  @Override
  public Optional<StoredRun> find(RunId run) {
    Where where = new Where();
    where.and("id = ?", reader.dialect().id(run));
    return rows(where, "id desc", 1).stream().findFirst();
  }

  @Override
  public List<StoredRun> list(RunFilter filter, Optional<RunId> before, int limit) {
    Where where = new RunWhere(reader.dialect()).of(filter);
    before.ifPresent(last -> where.and("id < ?", reader.dialect().id(last)));
    return rows(where, "id desc", Limits.checked(limit, MOST));
  }

  /// By the index of statuses, which finds those that have not ended.
  @Override
  public List<OpenRuns> open() {
    List<RunStatus> open =
        Arrays.stream(RunStatus.values()).filter(status -> !status.isFinal()).toList();
    String marks = String.join(", ", Collections.nCopies(open.size(), "?"));
    Map<RunStatus, OpenRuns> found = new EnumMap<>(RunStatus.class);
    reader
        .list(
            "select status, count(*) as number, min(created_at) as oldest from runs"
                + " where status in (%s) group by status".formatted(marks),
            row ->
                new OpenRuns(
                    RunStatus.valueOf(Columns.text(row, "status")),
                    row.getLong("number"),
                    Columns.instant(row, "oldest")),
            open.stream().map(RunStatus::name).toArray())
        .forEach(each -> found.put(each.status(), each));
    return List.copyOf(found.values());
  }

  @Override
  public List<StoredRun> queue(Optional<StoredRun> after, int limit) {
    Where where = new Where();
    where.and("status = ?", RunStatus.QUEUED.name());
    after.ifPresent(last ->
        where.and(
            "(priority < ? or (priority = ? and id > ?))",
            last.run().priority(),
            last.run().priority(),
            reader.dialect().id(last.id())));
    return rows(where, "priority desc, id", Limits.checked(limit, MOST));
  }

  @Override
  public List<RunId> withLog(Instant endedBefore, int limit) {
    return reader.list(
        "select id from runs where not log_expired and ended_at < ? order by ended_at, id limit ?",
        row -> reader.dialect().id(row, "id"),
        Columns.micros(endedBefore),
        Limits.checked(limit, MOST));
  }

  private List<StoredRun> rows(Where where, String order, int limit) {
    return reader.read(
        connection -> new RunRows(connection, reader.dialect()).list(where, order, limit));
  }

  @Override
  public List<StoredStep> steps(RunId run) {
    return reader.list(
        StepRows.QUERY + " where run = ? order by step",
        new StepRows(reader.dialect())::step,
        reader.dialect().id(run));
  }

  @Override
  public List<StoredStep> steps(RunId run, Optional<StepKey> after, int limit) {
    return reader.list(
        StepRows.QUERY + " where run = ? and step > ? order by step limit ?",
        new StepRows(reader.dialect())::step,
        reader.dialect().id(run),
        // No key is empty, so each comes after the empty text.
        after.map(StepKey::toString).orElse(""),
        Limits.checked(limit, MOST_STEPS));
  }

  @Override
  public List<StoredOutput> outputs(RunId run) {
    return reader.list(
        "select step, output, asset, partition_key, io_manager, in_memory, version from outputs"
            + " where run = ? order by step, output",
        row -> OutputRows.output(run, row),
        reader.dialect().id(run));
  }

  @Override
  public SequencedMap<StepKey, List<String>> mappingKeys(RunId run) {
    SequencedMap<StepKey, List<String>> keys = new LinkedHashMap<>();
    reader
        .list(
            "select step, mapping_keys from fan_outs where run = ? order by step",
            row ->
                Map.entry(
                    StepKey.parse(Columns.text(row, "step")), Columns.lines(row, "mapping_keys")),
            reader.dialect().id(run))
        .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
    return keys;
  }
}
