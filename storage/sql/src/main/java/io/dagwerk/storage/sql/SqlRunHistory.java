package io.dagwerk.storage.sql;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
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
  private record Placed(RunId id, String location, String job, long overlapping) {}

  @Override
  public Timeline timeline(Span span, Jobs jobs, int perJob) {
    Limits.checked(perJob, MOST_OVERLAPPING);
    List<Placed> found = placed(span, jobs, perJob);
    List<Placed> placed = found.stream().limit(MOST_OVERLAPPING).toList();
    Map<RunId, StoredRun> runs = runs(placed.stream().map(Placed::id).toList());
    SequencedMap<List<String>, List<StoredRun>> byJob = new LinkedHashMap<>();
    Map<List<String>, Long> overlapping = new HashMap<>();
    for (Placed each : placed) {
      List<String> key = List.of(each.location(), each.job());
      List<StoredRun> row = byJob.computeIfAbsent(key, _ -> new ArrayList<>());
      Optional.ofNullable(runs.get(each.id())).ifPresent(row::add);
      overlapping.put(key, each.overlapping());
    }
    return new Timeline(
        byJob.entrySet().stream()
            .map(row ->
                new Timeline.Row(
                    row.getKey().getFirst(),
                    row.getKey().getLast(),
                    row.getValue(),
                    overlapping.getOrDefault(row.getKey(), 0L)))
            .toList(),
        found.size() <= MOST_OVERLAPPING);
  }

  private List<Placed> placed(Span span, Jobs jobs, int perJob) {
    long from = Columns.micros(span.from().orElseThrow());
    long to = Columns.micros(span.to().orElseThrow());
    Where ended = new Where();
    ended.and("ended_at >= ?", from);
    Where open = new Where();
    open.and("status in (" + OPEN + ")");
    for (Where where : List.of(ended, open)) {
      where.and("created_at < ?", to);
      add(jobs, "", where);
    }
    List<Object> parameters = new ArrayList<>(ended.parameters());
    parameters.addAll(open.parameters());
    parameters.add(perJob);
    parameters.add(MOST_OVERLAPPING + 1);
    return reader.list(
        "select id, location, job, overlapping from (select id, location, job,"
            + " row_number() over (partition by location, job order by id desc) as place,"
            + " count(*) over (partition by location, job) as overlapping from ("
            + "select id, location, job from runs"
            + ended.text()
            + " union all select id, location, job from runs"
            + open.text()
            + ") beside) placed where place <= ? order by job, location, id desc limit ?",
        row ->
            new Placed(
                reader.dialect().id(row, "id"),
                Columns.text(row, "location"),
                Columns.text(row, "job"),
                row.getLong("overlapping")),
        parameters.toArray());
  }

  private static void add(Jobs jobs, String table, Where where) {
    if (!jobs.names().isEmpty()) {
      Limits.checked(jobs.names().size(), MOST_NAMES);
      where.andOneOf(table + "job", jobs.names());
    }
    jobs.location().ifPresent(location -> where.and(table + "location = ?", location));
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
  public Steps steps(Collection<RunId> runs, Collection<String> names, int most) {
    return runs.isEmpty()
        ? new Steps(new LinkedHashMap<>(), true)
        : new StepsOfRuns(reader).read(runs, names, most);
  }

  @Override
  public StepNames names(Collection<RunId> runs, Optional<StepNames.Name> after, int limit) {
    return runs.isEmpty()
        ? new StepNames(List.of(), 0, true)
        : new StepsOfRuns(reader).names(runs, after, limit);
  }

  /// How many are asked for, which is bounded.
  static int asked(Collection<?> all) {
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
  public SequencedMap<String, StoredRun> newest(Jobs job, Collection<String> partitions) {
    SequencedMap<String, StoredRun> newest = new TreeMap<>();
    if (!partitions.isEmpty()) {
      asked(partitions);
      Where where = new Where();
      where.and("t.name = ?", RunTags.PARTITIONS);
      where.andOneOf("t.value", partitions);
      add(job, "r.", where);
      List<RunId> ids =
          reader.list(
              "select run from (select t.run as run,"
                  + " row_number() over (partition by t.value order by t.run desc) as place"
                  + " from run_tags t join runs r on r.id = t.run"
                  + where.text()
                  + ") placed where place = 1",
              row -> reader.dialect().id(row, "run"),
              where.parameters().toArray());
      runs(ids)
          .values()
          .forEach(run -> newest.put(run.run().tags().getOrDefault(RunTags.PARTITIONS, ""), run));
    }
    return newest;
  }

  /// What was canceled or skipped is left out before the newest is chosen.
  @Override
  public List<Unmade> unmade(Collection<AssetKey> assets, Collection<PartitionKey> partitions) {
    if (assets.isEmpty() || partitions.isEmpty()) {
      return List.of();
    }
    Limits.checked(assets.size(), MOST_NAMES);
    return reader.list(
        "select asset, partition_key, run, run_status, step_status from ("
            + "select p.asset, p.partition_key, p.run, r.status as run_status,"
            + " s.status as step_status,"
            + " row_number() over (partition by p.asset, p.partition_key order by p.run desc)"
            + " as place from planned p join runs r on r.id = p.run"
            + " left join steps s on s.run = p.run and s.step = p.step"
            + " where p.asset in (%s) and p.partition_key in (%s) and (r.status in (%s)"
                .formatted(
                    Columns.parameters(assets.size()), Columns.parameters(asked(partitions)), OPEN)
            + " or (r.status = 'FAILED'"
            + " and (s.status is null or s.status in ('FAILED', 'ABANDONED'))))"
            + ") placed where place = 1 order by asset, partition_key",
        this::unmade,
        Stream.concat(
                assets.stream().map(AssetKey::toString),
                partitions.stream().map(PartitionKey::text))
            .toArray());
  }

  private Unmade unmade(ResultSet row) throws SQLException {
    return new Unmade(
        OutputRows.assetKey(Columns.text(row, "asset")),
        PartitionKey.of(Columns.text(row, "partition_key")),
        reader.dialect().id(row, "run"),
        RunStatus.valueOf(Columns.text(row, "run_status")),
        Columns.findText(row, "step_status", StepStatus::valueOf));
  }

  @Override
  public Set<RunId> existing(Collection<RunId> ids) {
    return ids.isEmpty()
        ? Set.of()
        : Set.copyOf(
            reader.list(
                "select id from runs where id in (%s)".formatted(Columns.parameters(asked(ids))),
                row -> reader.dialect().id(row, "id"),
                ids.stream().map(reader.dialect()::id).toArray()));
  }

  @Override
  public Optional<Long> length(RunId run) {
    return reader.find(
        "select position from runs where id = ?",
        row -> row.getLong("position"),
        reader.dialect().id(run));
  }
}
