package io.dagwerk.testing;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Materializes assets in memory, for tests: no database, no server, no files. Everything is
/// addressed by its handle, so results are typed.
///
/// ```java
/// Materialization run =
///     Materialization.inMemory()
///         .with(flights.warehouse, new InMemoryWarehouse())
///         .with(new ReadConfig(10))
///         .on("2001-01-09");
/// Report report = run.value(flights.monthlyReport);
/// ```
///
/// The run happens when the first result is asked for: of the selection, or else of the asset asked
/// for and everything upstream of it that was not given. Confined to one thread.
public final class Materialization {
  private final Workbench bench;
  private final SequencedMap<Asset<?>, Object> given = new LinkedHashMap<>();
  private final List<PartitionKey> partitions = new ArrayList<>();
  private final List<RunRecord> runs = new ArrayList<>();
  private Optional<String> selection = Optional.empty();

  private Materialization(Workbench bench) {
    this.bench = bench;
  }

  /// Of the definitions in these objects; of what a result needs, if none is named.
  public static Materialization inMemory(Object... holders) {
    return new Materialization(
        holders.length == 0 ? new Workbench() : new Workbench(Definitions.in(holders)));
  }

  /// Of these definitions.
  public static Materialization of(Definitions definitions) {
    return new Materialization(new Workbench(definitions));
  }

  /// Opens this in place of a resource.
  public <T> Materialization with(Resource<T> resource, T fake) {
    bench.fake(resource, fake);
    return this;
  }

  /// Takes this as the value of an asset, which then is not made.
  public <T> Materialization with(Asset<T> upstream, T value) {
    given.put(upstream, value);
    return this;
  }

  /// The config of every asset, check and resource that takes config of this type. Its secrets may
  /// be given as they are: `Secret.of("tiger")`.
  public Materialization with(Record config) {
    bench.config(config);
    return this;
  }

  /// A part of the run config document.
  public Materialization config(Map<String, ?> document) {
    bench.document(ConfigTree.of(document));
    return this;
  }

  /// Where config finds `{env: NAME}`.
  public Materialization with(Environment environment) {
    bench.environment(environment);
    return this;
  }

  /// The moment at which the run happens: it says which partitions exist.
  public Materialization at(Instant now) {
    bench.at(now);
    return this;
  }

  /// The partitions that are made; of an asset with longer windows, those around them.
  public Materialization on(String... keys) {
    for (String key : keys) {
      partitions.add(PartitionKey.of(key));
    }
    return this;
  }

  /// What is made, in the selection language, instead of what a result needs.
  public Materialization select(String expression) {
    selection = Optional.of(expression);
    return this;
  }

  /// The value of an asset: of its only partition, if it has partitions.
  ///
  /// @throws RunFailed when the run did not succeed, with the cause
  public <T> T value(Asset<T> asset) {
    return value(asset, only(asset, runFor(asset).requireSuccess()));
  }

  /// The value of one partition of an asset.
  ///
  /// @throws RunFailed when the run did not succeed, with the cause
  public <T> T value(Asset<T> asset, String partition) {
    runFor(asset).requireSuccess();
    return value(asset, Optional.of(PartitionKey.of(partition)));
  }

  private <T> T value(Asset<T> asset, Optional<PartitionKey> partition) {
    return bench.load(asset.type(), new OutputAddress.OfAsset(asset.key(), partition));
  }

  /// What was recorded when an asset was materialized, newest last.
  public List<Event.AssetMaterialized> materialized(Asset<?> asset) {
    return runFor(asset).requireSuccess().record().events(Event.AssetMaterialized.class).stream()
        .filter(event -> event.asset().equals(asset.key()))
        .toList();
  }

  /// What a check found, in the run of the asset that it is on.
  public Outcome outcome(Check check) {
    Result result = runFor(check);
    return result.record().events(Event.CheckEvaluated.class).stream()
        .filter(event ->
            event.check().equals(check.name()) && event.asset().equals(check.asset().key()))
        .map(event ->
            new Outcome(
                event.passed(),
                event.description(),
                Optional.of(event.severity()),
                event.metadata()))
        .findFirst()
        .orElseThrow(() -> result.failure(check + " was not evaluated"));
  }

  /// The run of everything selected, for its events and states.
  public Result run() {
    return runs.isEmpty() ? run(List.of()) : new Result(runs.getLast());
  }

  private Result runFor(Definition wanted) {
    if (!runs.isEmpty() && selection.isPresent()) {
      return new Result(runs.getLast());
    }
    for (RunRecord run : runs) {
      if (makes(run, wanted)) {
        return new Result(run);
      }
    }
    return run(List.of(wanted));
  }

  private static boolean makes(RunRecord run, Definition wanted) {
    String node =
        switch (wanted) {
          case Check check -> check.asset().key() + "." + check.name();
          case Asset<?> asset when asset.bundle().isPresent() -> asset.bundle().get().name();
          case Asset<?> asset -> asset.key().toString();
          default -> wanted.name();
        };
    return run.plan().steps().keySet().stream().anyMatch(step -> step.node().equals(node));
  }

  private Result run(List<Definition> wanted) {
    Job job =
        Job.named("materialization")
            .mode(Mode.DEFAULT, mode -> bench.fakes(mode, wanted))
            .materializing(
                Job.select(
                    selection.orElseGet(
                        () -> Closure.selection(wanted, given.keySet(), bench.checks()))));
    bench.prepare(wanted, job);
    given.forEach((asset, value) -> bench.give(asset, value, partitions));
    RunRecord run = bench.run(job, partitions);
    runs.add(run);
    return new Result(run);
  }

  private static Optional<PartitionKey> only(Asset<?> asset, Result result) {
    List<Optional<PartitionKey>> made =
        result.record().events(Event.AssetMaterialized.class).stream()
            .filter(event -> event.asset().equals(asset.key()))
            .map(Event.AssetMaterialized::partition)
            .distinct()
            .toList();
    if (made.size() != 1) {
      throw new IllegalStateException(
          "%s has %d values in this run; name its partition: value(asset, key)"
              .formatted(asset, made.size()));
    }
    return made.getFirst();
  }
}
