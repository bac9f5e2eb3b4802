package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionAsset.ConditionCheck;
import io.dagwerk.automation.condition.ConditionAsset.Read;
import io.dagwerk.automation.condition.Scenario.Look;
import io.dagwerk.automation.condition.Subject.OfAsset;
import io.dagwerk.automation.condition.Subject.OfCheck;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.selection.SelectionGraph.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.UUID;

/// Makes scenarios up.
final class Scenarios {
  private static final List<Optional<Partitions>> PARTITIONS =
      List.of(
          Optional.empty(),
          Optional.of(Partitions.fixed("x", "y", "z")),
          Optional.of(Partitions.daily("2001-01-01")),
          Optional.of(Partitions.weekly("2000-12-25")));

  private final Random random;
  private final List<ConditionAsset> assets = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();
  private final List<RunFacts> runs = new ArrayList<>();

  private final Clocks clocks;

  /// Whether facts are recorded and read late.
  enum Clocks {
    EXACT,
    LATE
  }

  Scenarios(long seed, Clocks clocks) {
    this.random = new Random(seed);
    this.clocks = clocks;
  }

  Scenario next() {
    assets.clear();
    facts.clear();
    looks.clear();
    runs.clear();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      assets.add(asset("a" + i));
    }
    addHistory();
    return new Scenario(List.copyOf(assets), List.copyOf(facts), List.copyOf(looks));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean isLate(int outOf) {
    return clocks == Clocks.LATE && sometimes(outOf);
  }

  private boolean sometimes(int outOf) {
    return random.nextInt(outOf) == 0;
  }

  private ConditionAsset asset(String name) {
    Optional<Partitions> partitions = one(PARTITIONS);
    List<Read> reads = new ArrayList<>();
    for (ConditionAsset other : assets) {
      if (!sometimes(3)) {
        reads.add(new Read(other.key(), mapping(partitions, other.partitions())));
      }
    }
    AssetKey key = AssetKey.of(name);
    boolean isDaily = partitions.equals(PARTITIONS.get(2));
    if (isDaily && sometimes(6)) {
      reads.add(new Read(key, Optional.of(new PartitionMapping.Offset(-1))));
    }
    List<ConditionCheck> checks = new ArrayList<>();
    if (sometimes(2)) {
      checks.add(
          new ConditionCheck(
              "check",
              random.nextBoolean(),
              sometimes(3) ? Optional.of(condition(3, Kind.CHECK)) : Optional.empty()));
    }
    return new ConditionAsset(
        key,
        sometimes(4) ? "other" : "main",
        partitions,
        reads,
        checks,
        sometimes(4) ? Optional.empty() : Optional.of(condition(4, Kind.ASSET)),
        Labels.NONE);
  }

  private Optional<PartitionMapping> mapping(
      Optional<Partitions> reader, Optional<Partitions> upstream) {
    boolean isDaily = reader.equals(PARTITIONS.get(2));
    if (isDaily && upstream.equals(reader) && sometimes(3)) {
      return Optional.of(new PartitionMapping.Offset(-1));
    }
    return Optional.empty();
  }

  private enum Kind {
    ASSET,
    CHECK
  }

  private Condition condition(int depth, Kind kind) {
    if (kind == Kind.ASSET && depth >= 3 && sometimes(2)) {
      return composite();
    }
    if (depth == 0) {
      return random.nextBoolean() ? state() : event();
    }
    return switch (random.nextInt(11)) {
      case 0 -> condition(depth - 1, kind).not();
      case 1, 2 -> condition(depth - 1, kind).and(condition(depth - 1, kind));
      case 3 -> condition(depth - 1, kind).or(condition(depth - 1, kind));
      case 4 -> condition(depth - 1, kind).newlyTrue();
      case 5 -> condition(depth - 1, kind).since(condition(depth - 1, kind));
      case 6, 7 -> condition(depth - 1, kind).sinceLastHandled();
      case 8 -> across(depth - 1, kind);
      case 9 -> state();
      default -> event();
    };
  }

  private Condition across(int depth, Kind kind) {
    return switch (random.nextInt(4)) {
      case 0 -> Condition.anyUpstream(condition(depth, Kind.ASSET));
      case 1 -> Condition.allUpstream(condition(depth, Kind.ASSET));
      case 2 -> Condition.on(AssetKey.of("a0"), condition(depth, Kind.ASSET));
      default ->
          kind == Kind.CHECK
              ? Condition.anyUpstream(condition(depth, Kind.ASSET))
              : checks(condition(depth, Kind.CHECK));
    };
  }

  private Condition checks(Condition condition) {
    Condition.Blocking blocking = one(List.of(Condition.Blocking.values()));
    return random.nextBoolean()
        ? Condition.anyCheck(condition, blocking)
        : Condition.allChecks(condition, blocking);
  }

  private Condition composite() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> Condition.eager();
      case 3 -> Condition.onCron("0 0 * * *", "UTC");
      case 4 -> Condition.onMissing();
      case 5 -> Condition.anyUpstream(Condition.newlyUpdated()).sinceLastHandled();
      case 6 -> Condition.allUpstream(Condition.newlyUpdated()).sinceLastHandled();
      default -> Condition.allUpstreamBlockingChecksPassed().and(Condition.eager());
    };
  }

  private Condition state() {
    return switch (random.nextInt(6)) {
      case 0 -> Condition.missing();
      case 1 -> new Condition.Is(one(List.of(Condition.State.values())));
      case 2 -> Condition.inLatestWindow();
      case 3 -> Condition.inLatestWindow(Duration.ofDays(2));
      case 4 -> Condition.willBeRequested();
      default -> Condition.executedWithTags(List.of("team"), tags());
    };
  }

  private static SequencedMap<String, String> tags() {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put("tier", "1");
    return tags;
  }

  private Condition event() {
    return random.nextInt(3) == 0
        ? Condition.cronTickPassed(sometimes(3) ? "0 */6 * * *" : "0 0 * * *", "UTC")
        : new Condition.Happened(one(List.of(Condition.Happening.values())));
  }

  private void addHistory() {
    Instant at = Scenario.START;
    long position = 0;
    int count = 3 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      int some = random.nextInt(5);
      for (int j = 0; j < some; j++) {
        at = at.plus(Duration.ofHours(random.nextInt(14)));
        position++;
        addFacts(Place.of(position, at.plus(Duration.ofHours(isLate(8) ? 30 : 0))));
      }
      at = at.plus(Duration.ofHours(random.nextInt(20)));
      long read = looks.isEmpty() ? 0 : looks.getLast().position();
      looks.add(new Look(at, isLate(4) ? Math.max(read, position - 1) : position));
    }
    looks.add(new Look(at, position));
    looks.add(new Look(at.plus(Duration.ofHours(3)), position));
  }

  private void addFacts(Place place) {
    int count = sometimes(5) ? 2 : 1;
    for (int i = 0; i < count; i++) {
      facts.add(fact(place));
    }
  }

  private Fact fact(Place place) {
    ConditionAsset asset = one(assets);
    Subject subject = new OfAsset(asset.key());
    if (!asset.checks().isEmpty() && sometimes(3)) {
      Subject check = new OfCheck(asset.key(), "check");
      return random.nextBoolean()
          ? new Fact.Evaluated(
              place,
              check,
              some(asset, place.at()),
              run(place),
              readingFrom(place),
              one(List.of(Fact.Result.values())))
          : other(place, check, some(asset, place.at()));
    }
    return random.nextInt(3) > 0
        ? new Fact.Updated(
            place,
            subject,
            some(asset, place.at()),
            run(place),
            readingFrom(place),
            one(List.of(Fact.Data.values())))
        : other(place, subject, some(asset, place.at()));
  }

  private Fact other(Place place, Subject subject, PartitionSubset some) {
    return switch (random.nextInt(7)) {
      case 0, 1 -> new Fact.Began(place, subject, some, known(place.at()).id());
      case 2, 3 ->
          new Fact.Ended(
              place,
              subject,
              some,
              known(place.at()).id(),
              readingFrom(place),
              one(List.of(Fact.End.values())));
      case 4 -> new Fact.BackfillBegan(place, subject, some, "backfill");
      case 5 -> new Fact.BackfillEnded(place, subject, some, "backfill");
      default ->
          random.nextBoolean()
              ? new Fact.CodeChanged(place, subject, some)
              : new Fact.Wiped(place, subject, some);
    };
  }

  private Place readingFrom(Place place) {
    return facts.isEmpty() || random.nextBoolean() ? place : one(facts).place();
  }

  private Optional<RunFacts> run(Place place) {
    return sometimes(3) ? Optional.empty() : Optional.of(known(place.at()));
  }

  private RunFacts known(Instant at) {
    if (runs.size() > 2 && random.nextBoolean()) {
      return one(runs);
    }
    SequencedMap<String, String> tags = sometimes(2) ? tags() : new LinkedHashMap<>();
    if (sometimes(2)) {
      tags.put("team", "data");
    }
    SequencedMap<Subject, PartitionSubset> subjects = new LinkedHashMap<>();
    for (ConditionAsset asset : assets) {
      if (sometimes(2)) {
        subjects.put(new OfAsset(asset.key()), some(asset, at));
      }
    }
    RunFacts run = new RunFacts(new RunId(new UUID(0, runs.size())), tags, subjects);
    runs.add(run);
    return run;
  }

  /// Partitions that exist by a moment, the newer ones rather.
  private PartitionSubset some(ConditionAsset asset, Instant at) {
    List<Long> all =
        OracleTimes.all(asset.partitions()).stream()
            .filter(number -> OracleTimes.exists(asset.partitions(), number, at))
            .toList();
    if (all.isEmpty()) {
      return PartitionSubset.none();
    }
    long first = one(all.subList(Math.max(0, all.size() - 5), all.size()));
    return sometimes(3) && all.contains(first + 1)
        ? PartitionSubset.of(first, first + 1)
        : PartitionSubset.of(first);
  }
}
