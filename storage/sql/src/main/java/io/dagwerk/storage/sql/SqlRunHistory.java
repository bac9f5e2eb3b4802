package io.dagwerk.storage.sql;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is read of many runs, from tables `runs`, `steps`, `snapshots`, `events` and `planned`.
record SqlRunHistory(Reader reader) implements RunHistory {
  private static final String OPEN =
      Arrays.stream(RunStatus.values())
          .filter(status -> !status.isFinal())
          .map(status -> "'" + status + "'")
          .collect(Collectors.joining(", "));

  @Override
  public RunCount count(RunFilter filter, int most) {
    Limits.checked(most, MOST_COUNTED);
    Where where = new RunWhere(reader.dialect()).of(filter);
    List<Object> parameters = new ArrayList<>(where.parameters());
    parameters.add(most + 1);
    return reader
        .find(
            "select %s as number".formatted(counted(where)),
            row -> RunCount.of(row.getLong("number"), most),
            parameters.toArray())
        .orElseThrow();
  }

  private static String counted(Where where) {
    return "(select count(*) from (select 1 from runs%s limit ?) counted)".formatted(where.text());
  }

  /// One query, in which each status is counted by its index.
  @Override
  public SequencedMap<RunStatus, RunCount> countByStatus(RunFilter filter, int most) {
    Limits.checked(most, MOST_COUNTED);
    List<String> queries = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    for (RunStatus status : RunStatus.values()) {
      Where where = new RunWhere(reader.dialect()).of(filter.ofAny(List.of(status)));
      queries.add("select '%s' as status, %s as number".formatted(status, counted(where)));
      parameters.addAll(where.parameters());
      parameters.add(most + 1);
    }
    SequencedMap<RunStatus, RunCount> counts = new TreeMap<>();
    reader
        .list(
            String.join(" union all ", queries),
            row ->
                Map.entry(
                    RunStatus.valueOf(Columns.text(row, "status")),
                    RunCount.of(row.getLong("number"), most)),
            parameters.toArray())
        .forEach(each -> counts.put(each.getKey(), each.getValue()));
    return counts;
  }

  /// A run's place in a timeline.
  private record Placed(RunId id, String job, long overlapping) {}

  @Override
  public Timeline timeline(Span span, List<String> jobs, int perJob) {
    Limits.checked(perJob, MOST_OVERLAPPING);
    List<Placed> found = placed(span, jobs, perJob);
    List<Placed> placed = found.stream().limit(MOST_OVERLAPPING).toList();
    Map<RunId, StoredRun> runs = runs(placed.stream().map(Placed::id).toList());
    SequencedMap<String, List<StoredRun>> byJob = new LinkedHashMap<>();
    Map<String, Long> overlapping = new LinkedHashMap<>();
    for (Placed each : placed) {
      List<StoredRun> row = byJob.computeIfAbsent(each.job(), _ -> new ArrayList<>());
      Optional.ofNullable(runs.get(each.id())).ifPresent(row::add);
      overlapping.put(each.job(), each.overlapping());
    }
    return new Timeline(
        byJob.entrySet().stream()
            .map(row ->
                new Timeline.Row(
                    row.getKey(), row.getValue(), overlapping.getOrDefault(row.getKey(), 0L)))
            .toList(),
        found.size() <= MOST_OVERLAPPING);
  }

  private List<Placed> placed(Span span, List<String> jobs, int perJob) {
    long from = Columns.micros(span.from().orElseThrow());
    long to = Columns.micros(span.to().orElseThrow());
    String ofJobs = jobs.isEmpty() ? "" : " and job in (" + Columns.parameters(jobs.size()) + ")";
    List<Object> parameters = new ArrayList<>(List.of(from, to));
    parameters.addAll(jobs);
    parameters.add(to);
    parameters.addAll(jobs);
    parameters.add(perJob);
    parameters.add(MOST_OVERLAPPING + 1);
    return reader.list(
        "select id, job, overlapping from (select id, job,"
            + " row_number() over (partition by job order by id desc) as place,"
            + " count(*) over (partition by job) as overlapping from ("
            + "select id, job from runs where ended_at >= ? and created_at < ?"
            + ofJobs
            + " union all select id, job from runs where status in ("
            + OPEN
            + ") and created_at < ?"
            + ofJobs
            + ") beside) placed where place <= ? order by job, id desc limit ?",
        row ->
            new Placed(
                reader.dialect().id(row, "id"),
                Columns.text(row, "job"),
                row.getLong("overlapping")),
        parameters.toArray());
  }

  private Map<RunId, StoredRun> runs(List<RunId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Where where = new Where();
    where.andOneOf("id", ids.stream().map(reader.dialect()::id).toList());
    return reader
        .read(connection ->
            new RunRows(connection, reader.dialect()).list(where, "id desc", ids.size()))
        .stream()
        .collect(Collectors.toMap(StoredRun::id, run -> run));
  }

  @Override
  public SequencedMap<RunId, List<StoredStep>> steps(
      Collection<RunId> runs, Collection<StepKey> only) {
    SequencedMap<RunId, List<StoredStep>> steps = new LinkedHashMap<>();
    if (runs.isEmpty()) {
      return steps;
    }
    String ofSteps = only.isEmpty() ? "" : " and step in (" + Columns.parameters(only.size()) + ")";
    StepRows rows = new StepRows(reader.dialect());
    reader
        .list(
            StepRows.QUERY
                + " where run in (%s)%s order by run, step"
                    .formatted(Columns.parameters(asked(runs)), ofSteps),
            row -> Map.entry(reader.dialect().id(row, "run"), rows.step(row)),
            Stream.concat(
                    runs.stream().map(reader.dialect()::id), only.stream().map(StepKey::toString))
                .toArray())
        .forEach(
            row -> steps.computeIfAbsent(row.getKey(), _ -> new ArrayList<>()).add(row.getValue()));
    return steps;
  }

  private static int asked(Collection<?> all) {
    return Limits.checked(all.size(), MOST_ASKED);
  }

  @Override
  public SequencedMap<ContentHash, Bytes> contents(Collection<ContentHash> hashes) {
    SequencedMap<ContentHash, Bytes> contents = new LinkedHashMap<>();
    if (!hashes.isEmpty()) {
      reader
          .list(
              "select hash, content from snapshots where hash in (%s)"
                  .formatted(Columns.parameters(asked(hashes))),
              row ->
                  Map.entry(
                      ContentHash.of(Columns.bytes(row, "hash")),
                      Bytes.of(Columns.bytes(row, "content"))),
              hashes.stream().map(ContentHash::toArray).toArray())
          .forEach(each -> contents.put(each.getKey(), each.getValue()));
    }
    return contents;
  }

  @Override
  public SequencedMap<String, StoredRun> newestOfJobs(String location, Collection<String> jobs) {
    SequencedMap<String, StoredRun> newest = new TreeMap<>();
    if (!jobs.isEmpty()) {
      List<RunId> ids =
          reader.list(
              "with asked (job) as (values (?)%s) select r.id as run from asked a join runs r"
                      .formatted(", (?)".repeat(asked(jobs) - 1))
                  + " on r.id = (select n.id from runs n where n.job = a.job and n.location = ?"
                  + " order by n.id desc limit 1)",
              row -> reader.dialect().id(row, "run"),
              Stream.concat(jobs.stream(), Stream.of(location)).toArray());
      runs(ids).values().forEach(run -> newest.put(run.run().work().job(), run));
    }
    return newest;
  }

  @Override
  public List<StoredEvent> events(RunId run, Collection<Long> positions) {
    return positions.isEmpty()
        ? List.of()
        : reader.list(
            "select position, at, event from events where run = ? and position in (%s)"
                    .formatted(Columns.parameters(Limits.checked(positions.size(), Journal.MOST)))
                + " order by position",
            SqlJournal::event,
            Stream.concat(Stream.of(reader.dialect().id(run)), positions.stream()).toArray());
  }

  @Override
  public SequencedMap<String, StoredRun> newest(String job, Collection<String> partitions) {
    SequencedMap<String, StoredRun> newest = new TreeMap<>();
    if (!partitions.isEmpty()) {
      List<RunId> ids =
          reader.list(
              "select run from (select t.run as run,"
                  + " row_number() over (partition by t.value order by t.run desc) as place"
                  + " from run_tags t join runs r on r.id = t.run where t.name = ? and t.value in ("
                  + Columns.parameters(asked(partitions))
                  + ") and r.job = ?) placed where place = 1",
              row -> reader.dialect().id(row, "run"),
              Stream.concat(
                      Stream.concat(Stream.of(RunTags.PARTITIONS), partitions.stream()),
                      Stream.of(job))
                  .toArray());
      runs(ids)
          .values()
          .forEach(run -> newest.put(run.run().tags().getOrDefault(RunTags.PARTITIONS, ""), run));
    }
    return newest;
  }

  @Override
  public List<Unmade> unmade(AssetKey asset, Collection<PartitionKey> partitions) {
    if (partitions.isEmpty()) {
      return List.of();
    }
    return reader.list(
        "select partition_key, run, created_at, run_status, step_status from ("
            + "select p.partition_key, p.run, r.created_at, r.status as run_status,"
            + " s.status as step_status,"
            + " row_number() over (partition by p.partition_key order by p.run desc) as place"
            + " from planned p join runs r on r.id = p.run"
            + " left join steps s on s.run = p.run and s.step = p.step"
            + " where p.asset = ? and p.partition_key in ("
            + Columns.parameters(asked(partitions))
            + ")) placed where place = 1 order by partition_key",
        this::unmade,
        Stream.concat(Stream.of(asset.toString()), partitions.stream().map(PartitionKey::text))
            .toArray());
  }

  private Unmade unmade(ResultSet row) throws SQLException {
    return new Unmade(
        PartitionKey.of(Columns.text(row, "partition_key")),
        reader.dialect().id(row, "run"),
        RunStatus.valueOf(Columns.text(row, "run_status")),
        Columns.findText(row, "step_status", StepStatus::valueOf),
        Columns.instant(row, "created_at"));
  }
}
