package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.InputSnapshot.OfAsset;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Where the value of an asset comes from for one of its readers: a step of the plan, else the
/// store, else nowhere, which is noted as a problem.
final class AssetReader {
  private static final int FARTHEST_LAST = 10_000;
  private static final int LAST_AT_ONCE = 1_000;
  private static final int MOST_MISSING = 100;

  private final AssetGraph graph;
  private final PartitionSets sets;
  private final KnownState known;
  private final PlannedAssets planned;
  private final SequencedMap<Lack, SequencedSet<String>> lacking = new LinkedHashMap<>();
  private final SequencedMap<Lack, SequencedSet<String>> beyond = new LinkedHashMap<>();
  private final Map<Pair, PartitionMap> maps = new HashMap<>();

  AssetReader(AssetGraph graph, PartitionSets sets, KnownState known, PlannedAssets planned) {
    this.graph = graph;
    this.sets = sets;
    this.known = known;
    this.planned = planned;
  }

  private record Pair(Optional<Partitions> reader, Partitions upstream) {}

  private record Lack(NodeSnapshot reader, AssetKey asset) {}

  /// Who reads.
  ///
  /// @param partitions those that the step makes; one nothing for a node without partitions
  /// @param after steps that it must wait for without reading a value of theirs, added to
  record Reading(
      NodeSnapshot node, List<Optional<PartitionKey>> partitions, SequencedSet<StepKey> after) {}

  /// Says which values these are going to ask about: what they read and no step makes.
  void expect(Collection<Reading> readings) {
    SequencedSet<OutputAddress.OfAsset> values = new LinkedHashSet<>();
    for (Reading reading : readings) {
      ReadAssets.declared(reading.node()).forEach(input -> addAsked(input, reading, values));
    }
    known.expectValues(values);
  }

  private void addAsked(
      OfAsset input, Reading reading, SequencedSet<OutputAddress.OfAsset> values) {
    graph
        .find(input.asset())
        .filter(made -> !made.facts().external())
        .ifPresent(made ->
            asked(made, input, reading)
                .filter(key -> planned.maker(input.asset(), key).isEmpty())
                .forEach(key -> values.add(new OutputAddress.OfAsset(input.asset(), key))));
  }

  /// What cannot be read is not asked about; why is said when it is.
  private Stream<Optional<PartitionKey>> asked(
      AssetGraph.Made made, OfAsset input, Reading reading) {
    Optional<Partitions> upstream = made.node().partitions();
    if (upstream.isEmpty()) {
      return Stream.of(Optional.empty());
    }
    if (Partitioning.problem(reading.node().partitions(), upstream.get(), input.partitions())
        .isPresent()) {
      return Stream.empty();
    }
    try {
      Stream<PartitionKey> keys = mapped(made, input, reading).stream();
      return (isMany(input) ? keys : keys.limit(1)).map(Optional::of);
    } catch (PlanProblem unmapped) {
      return Stream.empty();
    }
  }

  /// @throws PlanProblem when the input cannot be read so
  InputSource source(OfAsset input, Reading reading) {
    AssetGraph.Made made =
        graph
            .find(input.asset())
            .orElseThrow(() ->
                new PlanProblem(
                    "%s reads '%s', which is not defined%s"
                        .formatted(
                            NodeNames.of(reading.node()),
                            input.asset(),
                            graph.hint(input.asset()))));
    Optional<Partitions> upstream = made.node().partitions();
    if (upstream.isEmpty()) {
      return value(made, Optional.empty(), reading).orElseGet(() -> lack(made, "", reading));
    }
    Partitioning.problem(reading.node().partitions(), upstream.get(), input.partitions())
        .ifPresent(why -> {
          throw new PlanProblem(
              "%s reads '%s', %s".formatted(NodeNames.of(reading.node()), input.asset(), why));
        });
    return isMany(input) ? several(made, input, reading) : one(made, input, reading);
  }

  private static boolean isMany(OfAsset input) {
    return input.partitions().isPresent() && !input.optional();
  }

  private InputSource several(AssetGraph.Made made, OfAsset input, Reading reading) {
    SequencedMap<PartitionKey, InputSource> found = new LinkedHashMap<>();
    List<PartitionKey> wanted = mapped(made, input, reading);
    if (input.partitions().filter(PartitionMapping::needsAll).isPresent()) {
      noteNonexistent(made, input, reading);
    }
    for (PartitionKey key : wanted) {
      value(made, Optional.of(key), reading).ifPresent(source -> found.put(key, source));
    }
    if (found.isEmpty()) {
      if (wanted.isEmpty()) {
        return lack(made, none(made), reading);
      }
      wanted.forEach(key -> lack(made, key.text(), reading));
    }
    return new InputSource.FromPartitions(found);
  }

  private InputSource one(AssetGraph.Made made, OfAsset input, Reading reading) {
    if (input.partitions().filter(PartitionMapping.Last.class::isInstance).isPresent()) {
      return last(made, input, reading);
    }
    List<PartitionKey> keys = mapped(made, input, reading);
    if (keys.size() > 1) {
      throw new PlanProblem(
          "%s makes several partitions at once and reads one value of '%s', of which it needs %s; read it with .allPartitions()"
              .formatted(NodeNames.of(reading.node()), input.asset(), NodeNames.several(keys)));
    }
    if (keys.isEmpty()) {
      return input.optional() ? new InputSource.Absent() : lack(made, none(made), reading);
    }
    PartitionKey key = keys.getFirst();
    return value(made, Optional.of(key), reading).orElseGet(() -> lack(made, key.text(), reading));
  }

  /// The newest one that is planned or materialized.
  private InputSource last(AssetGraph.Made made, OfAsset input, Reading reading) {
    PartitionSet set = sets.of(made.node().partitions().orElseThrow());
    Optional<PartitionKey> key = mapped(made, input, reading).stream().findFirst();
    for (int i = 0; key.isPresent() && i < FARTHEST_LAST; i++) {
      if (i % LAST_AT_ONCE == 1) {
        expectBefore(made, set, key.get());
      }
      Optional<InputSource> source = value(made, key, reading);
      if (source.isPresent()) {
        return source.get();
      }
      key = set.step(key.get(), -1);
    }
    return new InputSource.Absent();
  }

  /// Says that one of these is going to be asked about, and maybe those before it.
  private void expectBefore(AssetGraph.Made made, PartitionSet set, PartitionKey from) {
    known.expectValues(
        Stream.iterate(
                Optional.of(from),
                Optional::isPresent,
                key -> key.flatMap(some -> set.step(some, -1)))
            .limit(LAST_AT_ONCE)
            .map(key -> new OutputAddress.OfAsset(made.facts().key(), key))
            .toList());
  }

  private void noteNonexistent(AssetGraph.Made made, OfAsset input, Reading reading) {
    SequencedSet<String> missing =
        beyond.computeIfAbsent(
            new Lack(reading.node(), made.facts().key()), _ -> new LinkedHashSet<>());
    for (Optional<PartitionKey> key : reading.partitions()) {
      map(made, reading)
          .nonexistentKeys(key, input.partitions())
          .limit(MOST_MISSING)
          .map(PartitionKey::text)
          .forEach(missing::add);
    }
  }

  private PartitionMap map(AssetGraph.Made made, Reading reading) {
    return maps.computeIfAbsent(
        new Pair(reading.node().partitions(), made.node().partitions().orElseThrow()),
        pair -> new PartitionMap(sets, pair.reader(), pair.upstream()));
  }

  /// The partitions that those of the reader need, without repetition.
  private List<PartitionKey> mapped(AssetGraph.Made made, OfAsset input, Reading reading) {
    PartitionMap map = map(made, reading);
    SequencedSet<PartitionKey> all = new LinkedHashSet<>();
    try {
      reading.partitions().forEach(key -> all.addAll(map.upstreamKeys(key, input.partitions())));
    } catch (IllegalArgumentException e) {
      throw new PlanProblem(
          "%s reads '%s': %s"
              .formatted(NodeNames.of(reading.node()), input.asset(), e.getMessage()));
    }
    return new ArrayList<>(all);
  }

  private Optional<InputSource> value(
      AssetGraph.Made made, Optional<PartitionKey> key, Reading reading) {
    AssetKey asset = made.facts().key();
    addJudges(made, key, reading);
    InputSource stored = new InputSource.FromStore(new OutputAddress.OfAsset(asset, key));
    Optional<PlannedAssets.Maker> maker = planned.maker(asset, key);
    if (maker.isPresent()) {
      PlannedAssets.Maker by = maker.get();
      if (!by.isRange()) {
        return Optional.of(new InputSource.FromStep(by.step(), by.output()));
      }
      reading.after().add(by.step());
      return Optional.of(stored);
    }
    return made.facts().external() || known.isMaterialized(asset, key)
        ? Optional.of(stored)
        : Optional.empty();
  }

  private void addJudges(AssetGraph.Made made, Optional<PartitionKey> key, Reading reading) {
    AssetKey asset = made.facts().key();
    boolean judgesToo =
        reading.node().check().filter(check -> check.asset().equals(asset)).isPresent();
    boolean isOwn = made.node().name().equals(reading.node().name());
    if (!judgesToo && !isOwn) {
      reading.after().addAll(planned.blocking(asset, key));
    }
  }

  private InputSource lack(AssetGraph.Made made, String key, Reading reading) {
    lacking
        .computeIfAbsent(new Lack(reading.node(), made.facts().key()), _ -> new LinkedHashSet<>())
        .add(key);
    return new InputSource.Absent();
  }

  /// Says what is read though there is none, once for each reader and asset.
  void tell(PlanNotes notes) {
    beyond.forEach((lack, keys) -> {
      if (!keys.isEmpty()) {
        notes.problem(
            "%s reads '%s' %s, which %s not exist; read it by a mapping that is allowingNonexistent()"
                .formatted(
                    NodeNames.of(lack.reader()),
                    lack.asset(),
                    NodeNames.several(new ArrayList<>(keys)),
                    keys.size() == 1 ? "does" : "do"));
      }
    });
    lacking.forEach((lack, keys) -> {
      String which = keys.getFirst().isEmpty() ? "" : " " + shown(keys);
      notes.problem(
          "%s reads '%s'%s, which was never materialized; %s"
              .formatted(NodeNames.of(lack.reader()), lack.asset(), which, remedy(lack.reader())));
    });
  }

  private static String shown(SequencedSet<String> keys) {
    return keys.getFirst().startsWith("for ")
        ? keys.getFirst()
        : NodeNames.several(new ArrayList<>(keys));
  }

  private String none(AssetGraph.Made made) {
    return "for a partition that does not exist (there are %s)"
        .formatted(sets.of(made.node().partitions().orElseThrow()).describe());
  }

  private static String remedy(NodeSnapshot reader) {
    boolean isOfAssets = reader.kind() != NodeKind.OP && reader.kind() != NodeKind.FAN_OUT;
    return isOfAssets
        ? "select +%s or materialize it first".formatted(reader.name())
        : "materialize it first";
  }
}
