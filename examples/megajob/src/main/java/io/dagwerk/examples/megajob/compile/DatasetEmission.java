package io.dagwerk.examples.megajob.compile;

import io.dagwerk.config.Config;
import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.config.ConfigSource;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.AssetSettings;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.ExternalAsset;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.StepDefiner;
import io.dagwerk.examples.megajob.check.CheckSettings.Severity;
import io.dagwerk.examples.megajob.check.DatasetCheck;
import io.dagwerk.examples.megajob.check.DatasetCheck.Rows;
import io.dagwerk.examples.megajob.check.DeclaredCheck;
import io.dagwerk.examples.megajob.descriptor.CompanySettings.External;
import io.dagwerk.examples.megajob.descriptor.Descriptor;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.examples.megajob.graph.JobGraph;
import io.dagwerk.examples.megajob.tool.Table;
import io.dagwerk.examples.megajob.tool.Tools;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.examples.megajob.type.Made;
import io.dagwerk.examples.megajob.type.RunTimeValues;
import io.dagwerk.examples.megajob.type.Work;
import io.dagwerk.model.Partitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Makes assets of datasets: each job is the function of its type, configured with its params.
///
/// The data stays in the warehouse, so nothing is handed from asset to asset: they come after each
/// other.
final class DatasetEmission {
  private final JobGraph graph;
  private final Tools tools;
  private final Memberships memberships;
  private final Map<String, Asset<?>> datasets = new HashMap<>();
  private final List<Definition> definitions = new ArrayList<>();

  private DatasetEmission(JobGraph graph, Tools tools, Memberships memberships) {
    this.graph = graph;
    this.tools = tools;
    this.memberships = memberships;
  }

  /// The assets, bundles and checks of a graph.
  static List<Definition> of(JobGraph graph, Tools tools, Memberships memberships) {
    DatasetEmission emission = new DatasetEmission(graph, tools, memberships);
    graph.settings().external().forEach(emission::emitExternal);
    graph.jobs().values().forEach(emission::emit);
    return emission.definitions;
  }

  private void emitExternal(String dataset, External external) {
    ExternalAsset asset =
        Asset.external(dataset).group("external").describedAs(external.description());
    add(dataset, external.owner().map(asset::ownedBy).orElse(asset).defined());
  }

  private void emit(GraphJob job) {
    if (job.descriptor().identity().enabled()) {
      emit(job, job.type());
      job.descriptor().task().checks().forEach(check -> emit(check, job));
    } else {
      job.descriptor().datasets().forEach(dataset -> emitElsewhere(dataset, job));
    }
  }

  /// A job that does not run here: others still come after what it makes.
  private void emitElsewhere(String dataset, GraphJob job) {
    ExternalAsset asset =
        Asset.external(dataset)
            .group(groupOf(job.descriptor()))
            .kind(job.type().name())
            .describedAs(job.descriptor().identity().description());
    for (Map.Entry<String, String> tag : tags(job).entrySet()) {
      asset = asset.tag(tag.getKey(), tag.getValue());
    }
    for (String owner : owners(job.descriptor())) {
      asset = asset.ownedBy(owner);
    }
    Optional<Partitions> windows = partitions(job.descriptor());
    add(dataset, windows.map(asset::partitionedBy).orElse(asset).defined());
  }

  private <T, P extends Record> void emit(GraphJob job, JobType<T, P> type) {
    Input<P> params =
        Input.config(
            ConfigSource.given(type.params())
                .configured(job.toString(), job.descriptor().task().params()));
    if (job.descriptor().datasets().size() == 1) {
      emitOne(job, type, params);
    } else {
      emitSeveral(job, type, params);
    }
  }

  private <T, P extends Record> void emitOne(GraphJob job, JobType<T, P> type, Input<P> params) {
    Descriptor descriptor = job.descriptor();
    String dataset = descriptor.datasets().getFirst();
    Asset.Builder<Void> asset =
        Asset.named(dataset, Void.class).group(groupOf(descriptor)).kind(type.name());
    for (String owner : owners(descriptor)) {
      asset = asset.ownedBy(owner);
    }
    Optional<Partitions> windows = partitions(descriptor);
    if (windows.isPresent()) {
      asset = asset.partitionedBy(windows.get());
    }
    add(
        dataset,
        settled(asset.metadata("params", shown(job)), job)
            .from(type.tool(tools), params, Input.context())
            .reporting((tool, given, context) ->
                run(type, descriptor, new Given<>(tool, given, context)).of(dataset)));
  }

  private <T, P extends Record> void emitSeveral(
      GraphJob job, JobType<T, P> type, Input<P> params) {
    Descriptor descriptor = job.descriptor();
    Bundle.Builder<Made> bundle =
        Bundle.named(job.name(), Made.class).group(groupOf(descriptor)).kind(type.name());
    for (String owner : owners(descriptor)) {
      bundle = bundle.ownedBy(owner);
    }
    Optional<Partitions> windows = partitions(descriptor);
    if (windows.isPresent()) {
      bundle = bundle.partitionedBy(windows.get());
    }
    Bundle<Made> made =
        settled(bundle.metadata("params", shown(job)), job)
            .from(type.tool(tools), params, Input.context())
            .by((tool, given, context) -> run(type, descriptor, new Given<>(tool, given, context)));
    definitions.add(made);
    for (String dataset : descriptor.datasets()) {
      add(dataset, made.reported(dataset, all -> all.of(dataset)));
    }
  }

  private void add(String dataset, Asset<?> asset) {
    datasets.put(dataset, asset);
    definitions.add(asset);
  }

  /// One that was emitted before; the graph is sorted.
  private Asset<?> dataset(String name) {
    return Optional.ofNullable(datasets.get(name)).orElseThrow();
  }

  /// What a function is given.
  private record Given<T, P>(T tool, P params, Context context) {}

  private static <T, P extends Record> Made run(
      JobType<T, P> type, Descriptor descriptor, Given<T, P> given) throws Exception {
    RunTimeValues values = RunTimeValues.of(descriptor.name(), given.context());
    return type.run(
        given.tool(),
        values.in(given.params()),
        new Work(descriptor.name(), descriptor.ports(), given.context()));
  }

  /// What every step of a job has, whatever it makes.
  private <B extends StepDefiner<?, ?, B>> B settled(B definer, GraphJob job) {
    Descriptor descriptor = job.descriptor();
    B settled =
        definer
            .describedAs(descriptor.identity().description())
            .priority(descriptor.execution().priority())
            .after(before(job));
    for (Map.Entry<String, String> tag : tags(job).entrySet()) {
      settled = settled.tag(tag.getKey(), tag.getValue());
    }
    settled = descriptor.execution().retry().map(settled::retrying).orElse(settled);
    settled = descriptor.execution().timeout().map(settled::timeout).orElse(settled);
    return descriptor.execution().queue().map(settled::pool).orElse(settled);
  }

  /// The datasets that a job reads, and all those of the jobs that it depends on.
  private Input<?>[] before(GraphJob job) {
    Set<Asset<?>> before = new LinkedHashSet<>();
    job.descriptor().dependencies().inputs().forEach(input -> before.add(dataset(input)));
    for (String name : job.descriptor().dependencies().dependsOn()) {
      graph.get(name).descriptor().datasets().forEach(it -> before.add(dataset(it)));
    }
    return before.toArray(Input<?>[]::new);
  }

  private SequencedMap<String, String> tags(GraphJob job) {
    return Tags.of(job, memberships.running(job.name()));
  }

  private static String groupOf(Descriptor descriptor) {
    return descriptor.ownership().team().orElse(AssetSettings.DEFAULT_GROUP);
  }

  private static List<String> owners(Descriptor descriptor) {
    List<String> owners = new ArrayList<>();
    descriptor.ownership().owner().ifPresent(owners::add);
    descriptor.ownership().team().ifPresent(team -> owners.add("team:" + team));
    return owners;
  }

  private Optional<Partitions> partitions(Descriptor descriptor) {
    return descriptor
        .dependencies()
        .partitions()
        .map(windows -> windows.in(graph.settings().zone()));
  }

  /// Its params as they may be shown: without literal secrets.
  private static String shown(GraphJob job) {
    return Config.mask(ConfigSchemas.of(job.type().params()), job.descriptor().task().params())
        .toJson();
  }

  private void emit(DeclaredCheck check, GraphJob job) {
    Check.OnAsset definer =
        Check.named(check.name())
            .on(dataset(check.dataset()))
            .tag(Tags.JOB, job.name())
            .priority(job.descriptor().execution().priority());
    definer = check.settings().severity() == Severity.WARN ? definer.warning() : definer;
    definer = check.settings().blocking() ? definer.blocking() : definer;
    definer = job.descriptor().execution().queue().map(definer::pool).orElse(definer);
    definitions.add(
        definer
            .from(tools.warehouse(), Input.context())
            .by((warehouse, context) -> {
              RunTimeValues values = RunTimeValues.of(job.name(), context);
              DatasetCheck filled = (DatasetCheck) values.in((Record) check.check());
              String condition = values.in(check.settings().where());
              return filled.outcome(warehouse, new Rows(new Table(check.dataset()), condition));
            }));
  }
}
