package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.daemon.Operations;
import io.dagwerk.model.HookSnapshot;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.JobSnapshot.PresetSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.LocationSnapshot.ResourceSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Answers what is asked of a job: what it consists of, and what its config must look like.
final class JobFields {
  private final Operations operations;

  JobFields(Operations operations) {
    this.operations = operations;
  }

  /// A job of a page.
  ///
  /// @param location that defines it
  /// @param newest the newest runs of the page's jobs, by name
  record ShownJob(
      LocationSnapshot location, JobSnapshot job, OnDemand<Map<String, StoredRun>> newest) {}

  /// The jobs of a page of one location.
  List<ShownJob> shown(LocationSnapshot location, List<JobSnapshot> jobs) {
    OnDemand<Map<String, StoredRun>> newest =
        new OnDemand<>(
            () -> newest(location.name(), jobs.stream().map(JobSnapshot::name).toList()));
    return jobs.stream().map(job -> new ShownJob(location, job, newest)).toList();
  }

  private Map<String, StoredRun> newest(String location, List<String> jobs) {
    Map<String, StoredRun> newest = new HashMap<>();
    for (int from = 0; from < jobs.size(); from += RunHistory.MOST_ASKED) {
      int to = Math.min(jobs.size(), from + RunHistory.MOST_ASKED);
      newest.putAll(operations.past().newestOfJobs(location, jobs.subList(from, to)));
    }
    return newest;
  }

  /// An op or fan-out.
  ///
  /// @param types of the outputs of its job's nodes
  record ShownNode(NodeSnapshot node, OnDemand<Map<Output, String>> types) {}

  /// An output of a node of a job.
  record Output(String node, String name) {}

  /// What a node reads.
  ///
  /// @param from a node, an asset, a resource or a name, as the kind says; empty for a config
  /// @param output of the node that is read
  /// @param type how the type is shown, where it is known
  record NodeInput(String kind, String from, Optional<String> output, Optional<String> type) {
    static NodeInput of(String kind, String from) {
      return new NodeInput(kind, from, Optional.empty(), Optional.empty());
    }
  }

  void wire(RuntimeWiring.Builder wiring) {
    Fields.of("Job", ShownJob.class)
        .field("name", shown -> shown.job().name())
        .field("description", shown -> shown.job().description())
        .field("modes", shown -> shown.job().modes())
        .field(
            "presets", shown -> shown.job().presets().stream().map(PresetSnapshot::name).toList())
        .field("presetDetails", shown -> shown.job().presets())
        .field("location", shown -> shown.location().name())
        .field("tags", shown -> RunFields.tags(shown.job().tags()))
        .field("assets", shown -> shown.job().assets())
        .field("isMemoized", shown -> shown.job().memoized())
        .field("timeoutMillis", shown -> shown.job().timeout().map(Duration::toMillis))
        .field("hooks", shown -> shown.job().hooks())
        .field("isolation", shown -> shown.job().isolation())
        .field("executors", shown -> shown.job().executors().stream().map(it -> it.name()).toList())
        .field("resources", JobFields::resources)
        .field("configSchema", shown -> ConfigSchemas.jsonSchema(shown.job().config()))
        .field("nodeCount", shown -> shown.job().nodes().size())
        .field("nodes", JobFields::nodes)
        .field("node", JobFields::node)
        .field(
            "newestRun", shown -> Optional.ofNullable(shown.newest().get().get(shown.job().name())))
        .wire(wiring);
    Fields.of("Preset", PresetSnapshot.class)
        .field("tags", preset -> RunFields.tags(preset.tags()))
        .wire(wiring);
    Fields.of("Resource", ResourceSnapshot.class).wire(wiring);
    Fields.of("Hook", HookSnapshot.class).wire(wiring);
    Fields.<Page<ShownNode>>of("JobNodePage", RunFields.pages())
        .field("nodes", Page::items)
        .wire(wiring);
    wireNode(wiring);
  }

  private static void wireNode(RuntimeWiring.Builder wiring) {
    Fields.of("JobNode", ShownNode.class)
        .field("name", shown -> shown.node().name())
        .field("kind", shown -> shown.node().kind())
        .field("description", shown -> shown.node().description())
        .field("tags", shown -> RunFields.tags(shown.node().tags()))
        .field("upstream", shown -> upstream(shown.node()).toList())
        .field("fanOuts", shown -> shown.node().fanOuts())
        .field("inputs", JobFields::inputs)
        .field("outputs", shown -> shown.node().outputs())
        .field("resources", shown -> shown.node().resources())
        .field("hooks", shown -> shown.node().hooks())
        .field("pools", shown -> shown.node().options().pools().keySet().stream().toList())
        .field("isIsolated", shown -> shown.node().options().process().isPresent())
        .field("timeoutMillis", shown -> shown.node().options().timeout().map(Duration::toMillis))
        .field("hasConfig", shown -> shown.node().config().isPresent())
        .field("configText", shown -> shown.node().config().map(ConfigSchemas::text))
        .field("isPartitioned", shown -> shown.node().partitions().isPresent())
        .wire(wiring);
    Fields.of("NodeInput", NodeInput.class).wire(wiring);
    Fields.of("NodeOutput", OutputSnapshot.class)
        .field("isRequired", OutputSnapshot::required)
        .field("asset", output -> output.asset().map(facts -> facts.key()))
        .wire(wiring);
  }

  private static Page<ShownNode> nodes(ShownJob shown, Arguments arguments) {
    OnDemand<Map<Output, String>> types = new OnDemand<>(() -> types(shown.job()));
    Page<NodeSnapshot> page = Page.of(shown.job().nodes(), NodeSnapshot::name, arguments);
    return new Page<>(
        page.items().stream().map(node -> new ShownNode(node, types)).toList(), page.after());
  }

  private static Optional<ShownNode> node(ShownJob shown, Arguments arguments) {
    String name = arguments.text("name");
    OnDemand<Map<Output, String>> types = new OnDemand<>(() -> types(shown.job()));
    return shown.job().nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .map(node -> new ShownNode(node, types));
  }

  private static Map<Output, String> types(JobSnapshot job) {
    Map<Output, String> types = new HashMap<>();
    for (NodeSnapshot node : job.nodes()) {
      for (OutputSnapshot output : node.outputs()) {
        types.putIfAbsent(new Output(node.name(), output.name()), output.type());
      }
    }
    return types;
  }

  /// Those that its ops need.
  private static List<ResourceSnapshot> resources(ShownJob shown) {
    SequencedSet<String> needed = new LinkedHashSet<>();
    shown.job().nodes().forEach(node -> needed.addAll(node.resources()));
    return shown.location().resources().stream()
        .filter(resource -> needed.contains(resource.name()))
        .toList();
  }

  private static Stream<String> upstream(NodeSnapshot node) {
    Stream<String> read = node.inputs().stream().flatMap(JobFields::flat).flatMap(JobFields::read);
    return Stream.of(read, node.fanOuts().stream(), node.after().stream())
        .flatMap(names -> names)
        .distinct();
  }

  private static Stream<String> read(InputSnapshot input) {
    return switch (input) {
      case InputSnapshot.OfNode(String node, _) -> Stream.of(node);
      case InputSnapshot.OfElement(String fanOut) -> Stream.of(fanOut);
      case InputSnapshot.OfBranches(String fanOut, String branch, _) -> Stream.of(fanOut, branch);
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          elements.stream().flatMap(JobFields::read);
      case InputSnapshot.OfAsset _,
          InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ ->
          Stream.empty();
    };
  }

  private static Stream<InputSnapshot> flat(InputSnapshot input) {
    return input instanceof InputSnapshot.OfMany(List<InputSnapshot> elements)
        ? elements.stream().flatMap(JobFields::flat)
        : Stream.of(input);
  }

  private static List<NodeInput> inputs(ShownNode shown) {
    List<NodeInput> inputs = new ArrayList<>();
    shown.node().inputs().stream()
        .flatMap(JobFields::flat)
        .forEach(input -> inputs.add(input(shown, input)));
    return inputs;
  }

  private static NodeInput input(ShownNode shown, InputSnapshot input) {
    return switch (input) {
      case InputSnapshot.OfNode(String node, String output) ->
          new NodeInput("NODE", node, Optional.of(output), type(shown, node, output));
      case InputSnapshot.OfElement(String fanOut) -> NodeInput.of("ELEMENT", fanOut);
      case InputSnapshot.OfBranches(_, String branch, String output) ->
          new NodeInput("BRANCHES", branch, Optional.of(output), type(shown, branch, output));
      case InputSnapshot.OfAsset asset -> NodeInput.of("ASSET", asset.asset().toString());
      case InputSnapshot.OfRunConfig(String name, String type, _) ->
          new NodeInput("RUN_CONFIG", name, Optional.empty(), Optional.of(type));
      case InputSnapshot.OfResource(String resource) -> NodeInput.of("RESOURCE", resource);
      case InputSnapshot.OfConfig() -> NodeInput.of("CONFIG", "");
      case InputSnapshot.OfFact(String fact) -> NodeInput.of("FACT", fact);
      case InputSnapshot.OfMany _ -> throw new IllegalStateException("several are told one by one");
    };
  }

  private static Optional<String> type(ShownNode shown, String name, String output) {
    return Optional.ofNullable(shown.types().get().get(new Output(name, output)));
  }
}
