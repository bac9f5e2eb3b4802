package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event.Severity;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.plan.AssetChoices.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// The rule that plans assets and their checks: a step for each partition, or for each range of
/// them where the function makes a range.
final class AssetPlanner {
  private final PlanRequest request;
  private final Scope scope;
  private final PlanNotes notes;
  private final AssetGraph graph;
  private final PartitionSets sets;
  private final PlannedAssets planned = new PlannedAssets();
  private final Map<String, PartitionMap> maps = new HashMap<>();

  AssetPlanner(PlanRequest request, Scope scope, PlanNotes notes) {
    this.request = request;
    this.scope = scope;
    this.notes = notes;
    this.graph = request.location().assets();
    this.sets = request.moment().sets();
  }

  /// Which assets there are to choose from.
  ///
  /// @param job the name that the plan gets
  /// @param assets the selection of them
  /// @param checked whether their checks go with them
  record Scope(String job, String assets, boolean checked) {}

  /// A step to be: a node, the outputs of it that are wanted, and the partitions it makes.
  private record Intent(
      StepKey key,
      NodeSnapshot node,
      List<OutputSnapshot> outputs,
      List<Optional<PartitionKey>> partitions) {
    AssetReader.Reading reading() {
      return new AssetReader.Reading(node, partitions, new LinkedHashSet<>());
    }
  }

  PlanDraft draft() {
    List<Intent> intents =
        request
            .reexecution()
            .map(again -> intentsOf(again.parent()))
            .orElseGet(this::intentsOfSelection);
    notes.stopOnProblems();
    if (request.reexecution().isPresent()) {
      intents = again(request.reexecution().get(), intents);
    }
    AssetReader reader = reader(intents, planned);
    List<Plan.Step> steps = steps(intents, reader);
    reader.tell(notes);
    return PlanDraft.of(scope.job(), request.location().snapshot().codeVersion(), steps);
  }

  private List<Plan.Step> steps(List<Intent> intents, AssetReader reader) {
    List<Plan.Step> steps = new ArrayList<>();
    for (Intent intent : intents) {
      try {
        steps.add(step(intent, reader));
      } catch (PlanProblem e) {
        e.problems().forEach(notes::problem);
      }
    }
    return steps;
  }

  // What is selected.

  private List<Intent> intentsOfSelection() {
    List<Choice> choices = new AssetChoices(graph, scope, notes).choices(request.selection());
    AssetTargets targets =
        AssetTargets.of(
            request.partitions(), choices.stream().map(Choice::node).toList(), sets, notes);
    List<Intent> intents = new ArrayList<>();
    for (Choice choice : choices) {
      NodeSnapshot node = choice.node();
      for (List<Optional<PartitionKey>> keys : grouped(node, targets.of(node))) {
        intents.add(new Intent(key(node, keys), node, choice.outputs(), keys));
      }
    }
    return intents;
  }

  /// The partitions of one step each; whole ranges where the node makes them.
  private List<List<Optional<PartitionKey>>> grouped(
      NodeSnapshot node, List<Optional<PartitionKey>> keys) {
    if (!node.wholeRange() || node.partitions().isEmpty()) {
      return keys.stream().map(List::of).toList();
    }
    PartitionSet set = sets.of(node.partitions().get());
    List<List<Optional<PartitionKey>>> ranges = new ArrayList<>();
    Optional<PartitionKey> expected = Optional.empty();
    for (Optional<PartitionKey> key : keys) {
      if (ranges.isEmpty() || !key.equals(expected)) {
        ranges.add(new ArrayList<>());
      }
      ranges.getLast().add(key);
      expected = set.step(key.orElseThrow(), 1);
    }
    return ranges;
  }

  private static StepKey key(NodeSnapshot node, List<Optional<PartitionKey>> keys) {
    StepKey key = StepKey.of(node.name());
    if (keys.getFirst().isEmpty()) {
      return key;
    }
    String first = keys.getFirst().get().text();
    return key.at(keys.size() == 1 ? first : first + "..." + keys.getLast().orElseThrow().text());
  }

  // What is executed again.

  private List<Intent> intentsOf(ParentRun parent) {
    List<Intent> intents = new ArrayList<>();
    for (Plan.Step step : parent.plan().steps().values()) {
      Optional<NodeSnapshot> node = graph.node(step.key().node());
      if (node.isEmpty()) {
        notes.problem(
            "step '%s' of run %s is no longer defined; select other steps, or run the job anew"
                .formatted(step.key(), parent.id()));
        continue;
      }
      List<String> names = step.outputs().stream().map(Plan.Output::name).toList();
      List<OutputSnapshot> outputs =
          node.get().outputs().stream().filter(output -> names.contains(output.name())).toList();
      List<Optional<PartitionKey>> keys =
          step.partitions().isEmpty()
              ? List.of(Optional.empty())
              : step.partitions().stream().map(Optional::of).toList();
      intents.add(new Intent(step.key(), node.get(), outputs, keys));
    }
    return intents;
  }

  /// Those of the parent's steps that are executed again.
  private List<Intent> again(Reexecution again, List<Intent> all) {
    PlannedAssets everything = new PlannedAssets();
    AssetReader blind = reader(all, everything);
    SequencedMap<StepKey, List<StepKey>> before = new LinkedHashMap<>();
    for (Intent intent : all) {
      before.put(
          intent.key(), PlanOrder.before(step(intent, blind, everything)).distinct().toList());
    }
    Set<StepKey> chosen = Rerun.choose(again, before);
    return all.stream().filter(intent -> chosen.contains(intent.key())).toList();
  }

  // What each step reads.

  private AssetReader reader(List<Intent> intents, PlannedAssets made) {
    intents.forEach(intent -> announce(intent, made));
    AssetReader reader = new AssetReader(graph, sets, request.known(), made);
    reader.expect(intents.stream().map(Intent::reading).toList());
    return reader;
  }

  private static void announce(Intent intent, PlannedAssets planned) {
    boolean isRange = intent.node().wholeRange() && intent.node().partitions().isPresent();
    for (Optional<PartitionKey> key : intent.partitions()) {
      planned.addNode(intent.node().name(), key, intent.key());
      for (OutputSnapshot output : intent.outputs()) {
        output
            .asset()
            .ifPresent(facts ->
                planned.add(
                    facts.key(),
                    key,
                    new PlannedAssets.Maker(intent.key(), output.name(), isRange)));
      }
      intent
          .node()
          .check()
          .filter(check -> check.blocking() && check.severity() == Severity.ERROR)
          .ifPresent(check -> planned.addBlocking(check.asset(), key, intent.key()));
    }
  }

  private Plan.Step step(Intent intent, AssetReader reader) {
    return step(intent, reader, planned);
  }

  private Plan.Step step(Intent intent, AssetReader reader, PlannedAssets among) {
    NodeSnapshot node = intent.node();
    AssetReader.Reading reading = intent.reading();
    SequencedSet<StepKey> after = reading.after();
    SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      int place = i;
      source(node.inputs().get(i), reader, reading).ifPresent(source -> inputs.put(place, source));
    }
    node.check().ifPresent(check -> addMakers(check.asset(), intent, among, after));
    node.after().forEach(name -> addAfter(name, intent, among, after));
    after.remove(intent.key());
    return new Plan.Step(
        intent.key(),
        node.kind(),
        List.of(),
        intent.partitions().stream().flatMap(Optional::stream).toList(),
        inputs,
        List.copyOf(after),
        StepOutputs.of(intent.outputs()),
        node.options(),
        Optional.empty());
  }

  private Optional<InputSource> source(
      InputSnapshot input, AssetReader reader, AssetReader.Reading reading) {
    return switch (input) {
      case InputSnapshot.OfAsset asset -> Optional.of(reader.source(asset, reading));
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          Optional.of(
              new InputSource.FanIn(
                  elements.stream()
                      .flatMap(element -> source(element, reader, reading).stream())
                      .toList()));
      case InputSnapshot.OfRunConfig(String name, _, _) ->
          Optional.of(new InputSource.External(name));
      case InputSnapshot.OfNode _, InputSnapshot.OfElement _, InputSnapshot.OfBranches _ ->
          throw new PlanProblem(
              "%s reads an op, which only ops can; make an asset of it"
                  .formatted(NodeNames.of(reading.node())));
      case InputSnapshot.OfResource _, InputSnapshot.OfConfig _, InputSnapshot.OfFact _ ->
          Optional.empty();
    };
  }

  /// A check comes after its asset even when it does not read it.
  private static void addMakers(
      AssetKey asset, Intent intent, PlannedAssets among, SequencedSet<StepKey> after) {
    for (Optional<PartitionKey> key : intent.partitions()) {
      among.maker(asset, key).ifPresent(maker -> after.add(maker.step()));
    }
  }

  /// The steps of a node that come before, of the same partition or of the same time, and the
  /// checks that stop what is downstream of its assets.
  private void addAfter(
      String name, Intent intent, PlannedAssets among, SequencedSet<StepKey> after) {
    Optional<NodeSnapshot> before =
        graph.node(name).or(() -> graph.find(AssetKey.of(name)).map(AssetGraph.Made::node));
    if (before.isEmpty()) {
      return;
    }
    NodeSnapshot node = before.get();
    List<AssetKey> judged =
        (node.name().equals(name) ? node.assets() : List.of(AssetKey.of(name)))
            .stream().filter(asset -> !isOwn(asset, intent.node())).toList();
    Optional<Partitions> upstream = node.partitions();
    Optional<Partitions> own = intent.node().partitions();
    if (upstream.isEmpty() || own.isEmpty()) {
      after.addAll(among.steps(node.name()).values().stream().sorted().toList());
      judged.forEach(asset -> after.addAll(among.blocking(asset)));
      return;
    }
    PartitionMap map =
        maps.computeIfAbsent(
            intent.node().name() + " after " + name,
            _ -> new PartitionMap(sets, own, upstream.get()));
    for (Optional<PartitionKey> key : intent.partitions()) {
      for (PartitionKey each : map.related(key.orElseThrow())) {
        Optional<PartitionKey> related = Optional.of(each);
        Optional.ofNullable(among.steps(node.name()).get(related)).ifPresent(after::add);
        judged.forEach(asset -> after.addAll(among.blocking(asset, related)));
      }
    }
  }

  /// Whether a node makes the asset, or judges it itself.
  private static boolean isOwn(AssetKey asset, NodeSnapshot node) {
    return node.assets().contains(asset)
        || node.check().filter(check -> check.asset().equals(asset)).isPresent();
  }
}
