package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionAsset.ConditionCheck;
import io.dagwerk.automation.condition.ConditionAsset.Read;
import io.dagwerk.automation.condition.Subject.OfAsset;
import io.dagwerk.automation.condition.Subject.OfCheck;
import io.dagwerk.automation.condition.Subject.OfJob;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.Blocking;
import io.dagwerk.model.Condition.Which;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/// All assets with their checks and jobs, over all code locations, in the order in which conditions
/// on them are decided: what is read comes first. Immutable; to be kept until a location changes.
public final class ConditionGraph {
  private final SequencedMap<AssetKey, ConditionAsset> assets;
  private final SequencedMap<Subject, Integer> places = new LinkedHashMap<>();
  private final Map<Subject, ConditionJob> jobs = new HashMap<>();
  private final Map<Optional<Partitions>, Definition> alike = new HashMap<>();
  private final Map<Subject, Definition> definitions = new HashMap<>();
  private final Map<Subject, List<Link>> upstream = new HashMap<>();
  private final Map<Which, Set<AssetKey>> choices;
  private final SequencedMap<Subject, Condition> conditions = new LinkedHashMap<>();
  private final Map<Subject, List<Subject>> readers = new HashMap<>();

  private ConditionGraph(SequencedMap<AssetKey, ConditionAsset> assets, List<ConditionJob> given) {
    this.assets = assets;
    for (ConditionAsset asset : assets.values()) {
      place(new OfAsset(asset.key()));
      asset.checks().forEach(check -> place(new OfCheck(asset.key(), check.name())));
    }
    for (ConditionJob job : given) {
      Subject subject = new OfJob(job.location(), job.name());
      place(subject);
      jobs.put(subject, job);
    }
    for (Subject subject : places.sequencedKeySet()) {
      Optional<Partitions> partitions = assetOf(subject).flatMap(ConditionAsset::partitions);
      definitions.put(subject, alike.computeIfAbsent(partitions, Definition::new));
    }
    places.sequencedKeySet().forEach(subject -> upstream.put(subject, reads(subject)));
    this.choices = new HashMap<>();
  }

  /// @throws InvalidConditions for assets that wait for each other, and for conditions that name
  ///   what does not exist or ask of a subject what it does not have; all problems are told
  public static ConditionGraph of(List<ConditionAsset> assets, List<ConditionJob> jobs) {
    List<String> problems = new ArrayList<>();
    ConditionGraph graph = new ConditionGraph(AssetOrder.of(assets, problems), jobs);
    GivenConditions given = new GivenConditions(graph, problems);
    if (problems.isEmpty()) {
      graph
          .places
          .sequencedKeySet()
          .forEach(subject ->
              given.find(subject).ifPresent(condition -> graph.conditions.put(subject, condition)));
      graph.choices.putAll(given.choices());
    }
    if (!problems.isEmpty()) {
      throw new InvalidConditions(problems);
    }
    graph.conditions.forEach((subject, condition) ->
        SubjectsRead.by(graph, subject, condition)
            .forEach(
                read -> graph.readers.computeIfAbsent(read, _ -> new ArrayList<>()).add(subject)));
    return graph;
  }

  /// The assets and checks of all code locations.
  ///
  /// @throws InvalidConditions as above
  public static ConditionGraph of(List<LocationSnapshot> locations) {
    return of(LocationAssets.of(locations), List.of());
  }

  private void place(Subject subject) {
    places.put(subject, places.size());
  }

  /// All subjects, what is read before what reads it.
  public SequencedSet<Subject> subjects() {
    return places.sequencedKeySet();
  }

  boolean contains(Subject subject) {
    return places.containsKey(subject);
  }

  int placeOf(Subject subject) {
    return Objects.requireNonNull(places.get(subject), () -> "no subject " + subject);
  }

  /// The conditions, in full, by their subjects in order.
  SequencedMap<Subject, Condition> automated() {
    return conditions;
  }

  /// The condition of a subject, in full.
  Optional<Condition> condition(Subject subject) {
    return Optional.ofNullable(conditions.get(subject));
  }

  /// The subjects whose conditions look at this one.
  List<Subject> readers(Subject subject) {
    return readers.getOrDefault(subject, List.of());
  }

  List<ConditionAsset> assets() {
    return List.copyOf(assets.values());
  }

  Optional<ConditionAsset> find(AssetKey key) {
    return Optional.ofNullable(assets.get(key));
  }

  private ConditionAsset get(AssetKey key) {
    return Objects.requireNonNull(assets.get(key), () -> "no asset " + key);
  }

  Optional<ConditionJob> job(Subject subject) {
    return Optional.ofNullable(jobs.get(subject));
  }

  /// The asset that a subject belongs to; of a job its first root.
  private Optional<ConditionAsset> assetOf(Subject subject) {
    return switch (subject) {
      case OfAsset(AssetKey key) -> find(key);
      case OfCheck(AssetKey key, String _) -> find(key);
      case OfJob job -> roots(job).findFirst().map(this::get);
    };
  }

  private static AssetKey key(Subject subject) {
    return switch (subject) {
      case OfAsset(AssetKey key) -> key;
      case OfCheck(AssetKey key, String _) -> key;
      case OfJob job -> throw new IllegalArgumentException(job + " is no asset");
    };
  }

  Optional<Partitions> partitions(Subject subject) {
    return definition(subject).partitions();
  }

  Definition definition(Subject subject) {
    return Objects.requireNonNull(definitions.get(subject), () -> "no subject " + subject);
  }

  /// All definitions of partitions, each once.
  Collection<Definition> definitions() {
    return alike.values();
  }

  String location(Subject subject) {
    return subject instanceof OfJob job
        ? job.location()
        : assetOf(subject).map(ConditionAsset::location).orElse("");
  }

  /// The checks of the asset that a subject is.
  List<OfCheck> checksOf(Subject subject) {
    return subject instanceof OfAsset(AssetKey key)
        ? find(key).stream()
            .flatMap(asset -> asset.checks().stream())
            .map(check -> new OfCheck(key, check.name()))
            .toList()
        : List.of();
  }

  /// The ways upstream; of a check the one to its asset.
  List<Link> upstream(Subject subject) {
    return upstream.getOrDefault(subject, List.of());
  }

  List<Link> upstream(Subject subject, Which which) {
    List<Link> all = upstream(subject);
    return which.equals(Which.ALL)
        ? all
        : all.stream()
            .filter(link -> choices.getOrDefault(which, Set.of()).contains(key(link.to())))
            .toList();
  }

  private List<Link> reads(Subject subject) {
    return switch (subject) {
      case OfAsset(AssetKey key) -> reads(get(key));
      case OfCheck(AssetKey key, String _) -> List.of(same(subject, new OfAsset(key)));
      case OfJob _ -> List.of();
    };
  }

  private List<Link> reads(ConditionAsset asset) {
    SequencedMap<AssetKey, List<Optional<PartitionMapping>>> mappings = new LinkedHashMap<>();
    for (Read read : asset.reads()) {
      if (assets.containsKey(read.asset())) {
        mappings.computeIfAbsent(read.asset(), _ -> new ArrayList<>()).add(read.mapping());
      }
    }
    Subject reader = new OfAsset(asset.key());
    List<Link> links = new ArrayList<>();
    mappings.forEach((key, each) -> links.add(reading(reader, new OfAsset(key), each)));
    return List.copyOf(links);
  }

  private Link reading(Subject from, Subject to, List<Optional<PartitionMapping>> each) {
    return Link.reading(from, to, new Link.Mapping(definition(from), definition(to), each));
  }

  private Link same(Subject from, Subject to) {
    return new Link(from, to, new Link.Way.Same(definition(from)));
  }

  List<Link> checks(Subject subject, Blocking blocking) {
    return checksOf(subject).stream()
        .filter(check -> blocking == Blocking.ANY_CHECK || check(check).blocking())
        .map(check -> same(subject, check))
        .toList();
  }

  private ConditionCheck check(OfCheck subject) {
    return get(subject.asset()).checks().stream()
        .filter(check -> check.name().equals(subject.check()))
        .findFirst()
        .orElseThrow();
  }

  /// The condition that was given to a subject.
  Optional<Condition> given(Subject subject) {
    return switch (subject) {
      case OfAsset(AssetKey key) -> get(key).condition();
      case OfCheck check -> check(check).condition();
      case OfJob _ -> job(subject).map(ConditionJob::condition);
    };
  }

  /// From a job to those of its assets that read no other of them.
  List<Link> roots(Subject subject) {
    return subject instanceof OfJob job
        ? roots(job).map(key -> same(subject, new OfAsset(key))).toList()
        : List.of();
  }

  private Stream<AssetKey> roots(OfJob job) {
    List<AssetKey> all = job(job).map(ConditionJob::assets).orElse(List.of());
    return all.stream()
        .filter(assets::containsKey)
        .filter(key -> get(key).reads().stream().noneMatch(read -> all.contains(read.asset())));
  }

  /// The way from one subject to another that its condition looks at.
  Link between(Subject from, Subject to) {
    boolean isSame =
        from instanceof OfJob
            || to instanceof OfCheck
            || (from instanceof OfCheck check && to.equals(new OfAsset(check.asset())));
    return isSame ? same(from, to) : to(from, key(to));
  }

  /// From a subject to an asset that its condition names.
  Link to(Subject subject, AssetKey key) {
    Subject other = new OfAsset(key);
    Optional<Link> reads =
        upstream(subject).stream().filter(link -> link.to().equals(other)).findFirst();
    if (reads.isPresent()) {
      return reads.get();
    }
    return upstream(other).stream()
        .filter(link -> link.to().equals(subject))
        .findFirst()
        .map(Link::reversed)
        .orElseGet(() -> reading(subject, other, List.of(Optional.empty())));
  }

  /// Whether one run can update the same partition of both.
  boolean canShareRun(Subject one, Subject other) {
    return location(one).equals(location(other)) && definition(one).equals(definition(other));
  }
}
