package io.dagwerk.benchmarks.instance;

import io.dagwerk.benchmarks.examples.CompanyLocation;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.projection.Projected;
import io.dagwerk.projection.RunProgress;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.SnapshotCodec;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Writes the past of a company into stores: runs that were executed in memory, laid over the 80
/// days before now, each with the events and changes that a host would have stored.
final class SeededInstance {
  private static final Duration PAST = Duration.ofDays(80);
  private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);
  private static final int AT_ONCE = 8;
  private static final int REMEMBERED = 200;
  static final String LOCATION = "company";
  private static final int NIGHTS = 80;

  /// Runs in memory take no time; their steps are drawn out to be seen.
  private static final int DRAWN_OUT = 1_000;

  private final Storage storage;
  private final ContentHash config;
  private final Instant now = Instant.now();
  private final LongAdder events = new LongAdder();

  SeededInstance(Storage storage) {
    this.storage = storage;
    this.config = storage.snapshots().put(Bytes.of(ConfigCodec.encode(ConfigTree.empty())));
  }

  /// What was written.
  ///
  /// @param wide a run of 900 steps
  /// @param talkative a run that logged 100,000 lines
  /// @param nightly the last two runs of the job of 100 steps
  record Written(long events, RunId wide, RunId talkative, List<RunId> nightly) {}

  /// Writes so many runs of teams, and those of the jobs of ops.
  Written write(int runs) throws Exception {
    List<Callable<Void>> teams =
        IntStream.range(0, CompanyLocation.TEAMS)
            .<Callable<Void>>mapToObj(team ->
                () -> {
                  writeTeam(team, runs / CompanyLocation.TEAMS);
                  return null;
                })
            .toList();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Void> team : pool.invokeAll(teams)) {
        team.get();
      }
    }
    Team ops = team(CompanyLocation.ofOps());
    List<RunId> nights = new ArrayList<>();
    for (int night = NIGHTS; night > 0; night--) {
      nights.add(store(ops, Launch.of("nightly"), now.minus(Duration.ofDays(night))));
    }
    RunId wide = store(ops, Launch.of("wide"), now.minus(Duration.ofHours(2)));
    RunId talkative = store(ops, Launch.of("talkative"), now.minus(Duration.ofHours(1)));
    return new Written(
        events.sum(), wide, talkative, nights.subList(nights.size() - 2, nights.size()));
  }

  /// What runs are executed by.
  ///
  /// @param definitions what is stored of them
  private record Team(LocalRuns runs, ContentHash definitions) {}

  private Team team(Definitions definitions) {
    LocalRuns runs = new LocalRuns(LOCATION, definitions, LocalOptions.inMemory());
    Bytes snapshot = Bytes.of(SnapshotCodec.encode(runs.snapshot()));
    return new Team(runs, storage.snapshots().put(snapshot));
  }

  private void writeTeam(int number, int count) {
    Definitions definitions = CompanyLocation.ofTeam(number);
    Duration apart = PAST.dividedBy(count);
    Team team = team(definitions);
    for (int i = 0; i < count; i++) {
      if (i % REMEMBERED == 0) {
        team = team(definitions);
      }
      String day = FIRST_DAY.plusDays(i).toString();
      store(team, Launch.of("team_" + number).on(day), now.minus(apart.multipliedBy(count - i)));
    }
  }

  private RunId store(Team team, Launch launch, Instant start) {
    RunRecord record = team.runs().run(launch);
    RunId id = RunId.createdAt(start);
    Event begun = new Event.RunAttemptStarted(1);
    Bytes bytes = Bytes.of(EventCodec.encode(start, begun));
    Projected projected = RunProgress.created().after(begun, start, bytes);
    Bytes plan = Bytes.of(PlanCodec.encode(record.plan()));
    NewRun.Work work =
        new NewRun.Work(
            record.plan().job(),
            "default",
            LOCATION,
            record.plan().codeVersion(),
            new NewRun.Contents(team.definitions(), ContentHash.of(plan), config));
    storage
        .runs()
        .create(
            new NewRun(id, work, Optional.empty(), 0, tags(launch)),
            List.of(plan),
            start,
            List.of(new Entry(start, bytes, projected.changes())));
    append(id, entries(record, start, projected.next()));
    return id;
  }

  private static SequencedMap<String, String> tags(Launch launch) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    launch.partitions().forEach(key -> tags.put(RunTags.PARTITIONS, key.text()));
    return tags;
  }

  private static List<Entry> entries(RunRecord record, Instant start, RunProgress begun) {
    Instant first = record.log().getFirst().at();
    List<Entry> entries = new ArrayList<>();
    RunProgress progress = begun;
    for (RecordedEvent recorded : record.log()) {
      Instant at = start.plus(Duration.between(first, recorded.at()).multipliedBy(DRAWN_OUT));
      Bytes bytes = Bytes.of(EventCodec.encode(at, recorded.event()));
      Projected projected = progress.after(recorded.event(), at, bytes);
      entries.add(new Entry(at, bytes, projected.changes()));
      progress = projected.next();
    }
    return entries;
  }

  private void append(RunId run, List<Entry> entries) {
    for (int from = 0; from < entries.size(); from += Batch.MOST_ENTRIES) {
      List<Entry> some = entries.subList(from, Math.min(entries.size(), from + Batch.MOST_ENTRIES));
      AppendResult result =
          storage.journal().append(new Batch(run, 1, "worker", from + 1L, some)).join();
      if (!(result instanceof AppendResult.Stored)) {
        throw new IllegalStateException("the log should be stored, but found " + result);
      }
    }
    events.add(entries.size());
  }
}
