package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataSize;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.selection.InvalidSelection;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.FactQuery;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The assets of an instance: what its locations define, what has become of it, and what others
/// report. Thread-safe.
public final class Assets {
  private final AssetStates states;
  private final Supplier<List<LocationStatus>> locations;
  private final SizeLimits limits;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Made> newest = new AtomicReference<>();

  /// @param limits how large what is reported may be
  public Assets(
      AssetStates states,
      Supplier<List<LocationStatus>> locations,
      SizeLimits limits,
      InstantSource clock) {
    this.states = states;
    this.locations = locations;
    this.limits = limits;
    this.clock = clock;
  }

  /// That of what is served now; it is made anew when another snapshot is.
  private AssetCatalog catalog() {
    List<LocationSnapshot> served =
        locations.get().stream().flatMap(location -> location.served().stream()).toList();
    Made made = newest.get();
    if (made != null && isSame(made.of(), served)) {
      return made.catalog();
    }
    Made another = new Made(served, AssetCatalog.of(served));
    newest.set(another);
    return another.catalog();
  }

  private record Made(List<LocationSnapshot> of, AssetCatalog catalog) {}

  /// Whether they are the very same, which is quickly said.
  @SuppressWarnings("ReferenceEquality") // snapshots are large, and another is another object
  private static boolean isSame(List<LocationSnapshot> some, List<LocationSnapshot> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  /// Those of the served locations that a selection chooses, by key. As long as these serve the
  /// same, all of them are the same list.
  ///
  /// @throws Refused with all that is wrong with the selection
  public List<DefinedAsset> select(String selection) {
    try {
      return catalog().select(selection);
    } catch (InvalidSelection e) {
      throw new Refused(e.problems());
    }
  }

  /// @throws Refused when no served location defines it
  public DefinedAsset get(AssetKey asset) {
    return catalog().get(asset);
  }

  /// What some assets have come to, in their order; it is read with three queries.
  public List<AssetStanding> standings(List<DefinedAsset> assets) {
    List<AssetKey> keys = assets.stream().map(asset -> asset.facts().key()).toList();
    Map<AssetKey, AssetFact> newest = new HashMap<>();
    states.newest(keys).forEach(fact -> newest.put(fact.row().place().asset(), AssetFact.of(fact)));
    Map<AssetKey, List<Optional<PartitionKey>>> made = new HashMap<>();
    for (LedgerRow.AssetPlace place : states.materialized(keys)) {
      made.computeIfAbsent(place.asset(), _ -> new ArrayList<>()).add(place.partition());
    }
    Map<AssetKey, List<StoredFact>> checks = new HashMap<>();
    for (StoredFact fact : states.checks(keys)) {
      checks.computeIfAbsent(fact.row().place().asset(), _ -> new ArrayList<>()).add(fact);
    }
    PartitionSets sets = PartitionSets.at(clock.instant());
    return assets.stream()
        .map(asset -> {
          AssetKey key = asset.facts().key();
          return standing(
              asset.node().partitions().map(sets::of),
              Optional.ofNullable(newest.get(key)),
              made.getOrDefault(key, List.of()),
              checks.getOrDefault(key, List.of()));
        })
        .toList();
  }

  /// What some assets have come to in one word each, in their order; it is read with two queries.
  public List<AssetState> states(List<DefinedAsset> assets) {
    return new AssetStatesOf(states, assets, catalog().partitioned()).of(assets);
  }

  /// The same with what the states follow from, read with as many queries.
  public List<AssetStand> stands(List<DefinedAsset> assets) {
    AssetStatesOf of = new AssetStatesOf(states, assets, catalog().partitioned());
    return assets.stream().map(of::stand).toList();
  }

  /// What of all assets wants somebody to look at it; it is read with three queries.
  ///
  /// @param limit the most of each list, from 1
  public AssetHealth health(int limit) {
    AssetCatalog catalog = catalog();
    List<DefinedAsset> all = catalog.all();
    return new AssetHealth.Found(
            all,
            new AssetStatesOf(states, all, catalog.partitioned()),
            states.failedChecks(AssetHealth.Found.MOST_UNPASSED))
        .health(limit);
  }

  /// What there is to choose from of the partitions of some nodes. It is empty when none has any.
  ///
  /// @param containing what the keys contain, in whatever case; empty for all
  /// @param limit the most of them
  public Optional<PartitionChoice> choice(
      Collection<NodeSnapshot> nodes, String containing, int limit) {
    PartitionSets sets = PartitionSets.at(clock.instant());
    List<PartitionSet> defined =
        nodes.stream()
            .flatMap(node -> node.partitions().stream())
            .distinct()
            .map(sets::of)
            .toList();
    return defined.isEmpty()
        ? Optional.empty()
        : Optional.of(PartitionChoice.of(defined, containing, limit));
  }

  private static AssetStanding standing(
      Optional<PartitionSet> partitions,
      Optional<AssetFact> newest,
      List<Optional<PartitionKey>> made,
      List<StoredFact> checks) {
    long materialized =
        made.stream()
            .filter(key ->
                partitions
                    .map(set -> key.filter(set::contains).isPresent())
                    .orElseGet(key::isEmpty))
            .count();
    return new AssetStanding(
        newest,
        partitions.map(set -> OptionalLong.of(set.count())).orElseGet(OptionalLong::empty),
        materialized,
        checks.stream().map(AssetFact::of).toList());
  }

  /// All that was found out about an asset, newest first.
  ///
  /// @param before the number of the last fact of the page before; empty for the first page
  /// @param limit from 1 to [AssetStates#MOST]
  public List<AssetFact> history(AssetKey asset, Optional<Long> before, int limit) {
    return states.history(asset, before, limit).stream().map(AssetFact::of).toList();
  }

  /// The newest facts that pass a query, newest first.
  public FoundFacts found(FactQuery query, int limit) {
    FactQuery.Found found = states.found(query, limit);
    return new FoundFacts(found.facts().stream().map(AssetFact::of).toList(), found.isWhole());
  }

  /// Facts that were looked for.
  ///
  /// @param isWhole whether there are no more
  public record FoundFacts(List<AssetFact> facts, boolean isWhole) {
    public FoundFacts {
      facts = List.copyOf(facts);
    }
  }

  /// What is known of the newest value of each of these places; a place that was never materialized
  /// has none.
  public List<StoredValue> values(Collection<LedgerRow.AssetPlace> places) {
    return states.values(places);
  }

  /// Stores what was found out about an external asset; when this returns, it is durable.
  ///
  /// @throws Refused with all that is wrong with it
  public void report(Principal by, AssetReport report) {
    Instant now = clock.instant();
    states.report(RunId.createdAt(now), List.of(row(by, report, now)));
  }

  /// Stores several, all or none; when this returns, they are durable.
  ///
  /// @throws Refused with all that is wrong with any of them, each with its number from 0
  public void report(Principal by, List<AssetReport> reports) {
    Instant now = clock.instant();
    List<LedgerRow> rows = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      try {
        rows.add(row(by, reports.get(i), now));
      } catch (Refused e) {
        String place = "[%d]: ".formatted(i);
        e.problems().forEach(problem -> problems.add(place + problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
    states.report(RunId.createdAt(now), rows);
  }

  private LedgerRow row(Principal by, AssetReport report, Instant now) {
    DefinedAsset asset = get(report.asset());
    List<String> problems = problems(asset, report, now);
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
    Metadata metadata = report.metadata().and(AssetFact.REPORTED_BY, by.name());
    Event event = event(StepKey.of(asset.node().name()), report, metadata);
    byte[] encoded = EventCodec.encode(now, event);
    Optional<String> tooLarge = limits.problem(SizeLimit.EVENT, "the report", encoded.length);
    if (tooLarge.isPresent()) {
      throw new Refused(tooLarge.get());
    }
    return new LedgerRow(
        kind(report.finding()),
        new LedgerRow.AssetPlace(report.asset(), report.partition()),
        dataVersion(report.finding()),
        EventCodec.decode(encoded).at(),
        Bytes.of(encoded));
  }

  private List<String> problems(DefinedAsset asset, AssetReport report, Instant now) {
    List<String> problems = new ArrayList<>();
    if (!asset.facts().external()) {
      problems.add(
          "asset '%s' is made by location '%s'; only what happens to external assets is reported, so materialize it"
              .formatted(report.asset(), asset.location()));
    }
    Optional<Partitions> partitions = asset.node().partitions();
    if (partitions.isEmpty() && report.partition().isPresent()) {
      problems.add(
          "asset '%s' is not partitioned; leave out partition '%s'"
              .formatted(report.asset(), report.partition().get()));
    }
    partitions
        .map(PartitionSets.at(now)::of)
        .filter(set -> report.partition().filter(set::contains).isEmpty())
        .ifPresent(set ->
            problems.add(
                "asset '%s' has %s, but found %s; name one of them"
                    .formatted(
                        report.asset(),
                        set.describe(),
                        report.partition().map("'%s'"::formatted).orElse("no partition"))));
    if (report.metadata().values().containsKey(AssetFact.REPORTED_BY)) {
      problems.add(
          "who reports is known; leave out the metadata '%s'".formatted(AssetFact.REPORTED_BY));
    }
    report
        .metadata()
        .values()
        .forEach((name, value) ->
            limits
                .problem(
                    SizeLimit.METADATA_VALUE, "metadata '" + name + "'", MetadataSize.of(value))
                .ifPresent(problems::add));
    return problems;
  }

  private static Event event(StepKey step, AssetReport report, Metadata metadata) {
    return switch (report.finding()) {
      case AssetReport.Finding.Materialized(var version) ->
          new Event.AssetMaterialized(step, report.asset(), report.partition(), version, metadata);
      case AssetReport.Finding.Observed(var version) ->
          new Event.AssetObserved(step, report.asset(), report.partition(), version, metadata);
      case AssetReport.Finding.Checked(var check, var passed, var severity, var description) ->
          new Event.CheckEvaluated(
              step,
              report.asset(),
              check,
              report.partition(),
              passed,
              severity,
              false,
              description,
              metadata);
    };
  }

  private static LedgerRow.Kind kind(AssetReport.Finding finding) {
    return switch (finding) {
      case AssetReport.Finding.Materialized _ -> new LedgerRow.Kind.Materialized(Optional.empty());
      case AssetReport.Finding.Observed _ -> new LedgerRow.Kind.Observed();
      case AssetReport.Finding.Checked checked ->
          new LedgerRow.Kind.Checked(checked.check(), checked.passed());
    };
  }

  private static Optional<String> dataVersion(AssetReport.Finding finding) {
    return switch (finding) {
      case AssetReport.Finding.Materialized(var version) -> version;
      case AssetReport.Finding.Observed(var version) -> version;
      case AssetReport.Finding.Checked _ -> Optional.empty();
    };
  }
}
