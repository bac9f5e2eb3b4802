package io.dagwerk.testing;

import io.dagwerk.automation.condition.ConditionEvaluator;
import io.dagwerk.automation.condition.ConditionGraph;
import io.dagwerk.automation.condition.ConditionState;
import io.dagwerk.automation.condition.Evaluation;
import io.dagwerk.automation.condition.Explanation;
import io.dagwerk.automation.condition.Facts;
import io.dagwerk.automation.condition.RequestedRun;
import io.dagwerk.automation.condition.Subject;
import io.dagwerk.automation.condition.Subject.OfAsset;
import io.dagwerk.automation.condition.Subject.OfCheck;
import io.dagwerk.automation.condition.Subject.OfJob;
import io.dagwerk.automation.condition.Why;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunTags;
import io.dagwerk.partitions.PartitionSets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The conditions of all assets on a virtual clock.
final class ClockedConditions implements Turned {
  private final ConditionGraph graph;
  private final ConditionEvaluator evaluator;
  private final ConditionLog log;
  private final Workbench bench;
  private final History history;
  private final ClockedRuns runs;
  private final boolean isNeeded;
  private final Map<Subject, Explained> explained = new HashMap<>();
  private final List<String> refused = new ArrayList<>();
  private Optional<Instant> wakeAt = Optional.empty();
  private boolean wasAsked;
  private SequencedMap<String, List<PartitionKey>> keys = new LinkedHashMap<>();
  private ConditionState state;

  /// @param why as it was when the explanation was made
  private record Explained(Explanation explanation, Why why) {}

  /// @throws io.dagwerk.automation.condition.InvalidConditions with all that is wrong with them
  ClockedConditions(LocationSnapshot location, ClockedSchedule.Stand stand) {
    this.graph = ConditionGraph.of(List.of(location));
    this.evaluator = new ConditionEvaluator(graph);
    this.log = new ConditionLog(location);
    this.bench = stand.bench();
    this.history = stand.history();
    this.runs = stand.runs();
    this.state = ConditionState.startingAt(stand.start());
    this.isNeeded =
        location.nodes().stream()
            .flatMap(node -> node.outputs().stream())
            .flatMap(output -> output.asset().stream())
            .anyMatch(asset -> asset.condition().isPresent());
    tellOfThePast(location, stand.start());
  }

  private void tellOfThePast(LocationSnapshot location, Instant start) {
    for (NodeSnapshot node : location.nodes()) {
      for (AssetKey asset : node.assets()) {
        log.known(
            asset,
            history.partitions(asset).stream().filter(key -> history.find(asset, key).isPresent()),
            moment(start));
      }
    }
  }

  private ConditionLog.Moment moment(Instant now) {
    return new ConditionLog.Moment(now, new PartitionSets(now, history.present()));
  }

  /// Takes note of a run.
  void ended(RunRecord run, SequencedMap<String, String> tags, Instant now) {
    log.ended(run, tags, moment(now));
  }

  @Override
  public boolean turn(Instant now) {
    boolean isNews = log.position() > state.position() || !keys.equals(history.present());
    boolean isTime = wakeAt.filter(at -> !at.isAfter(now)).isPresent();
    if (!isNeeded || (wasAsked && !isNews && !isTime && state.requested().isEmpty())) {
      return false;
    }
    wasAsked = true;
    keys = history.present();
    Facts facts =
        new Facts(
            now,
            log.position(),
            log.after(state.position()),
            keys,
            bench.runs().moment().mappings());
    Evaluation evaluation = evaluator.evaluate(state, facts);
    state = evaluation.next();
    wakeAt = evaluation.wakeAt();
    Why why = new Why(graph, facts);
    evaluation
        .explanations()
        .forEach((subject, explanation) -> explained.put(subject, new Explained(explanation, why)));
    evaluation.runs().forEach(run -> launch(run, now));
    return !evaluation.runs().isEmpty();
  }

  /// A run for each partition.
  private void launch(RequestedRun requested, Instant now) {
    LaunchRun whole = LaunchRun.of(target(requested.subjects())).tagged(tags(requested));
    if (requested.partitions().isEmpty()) {
      run(whole);
      return;
    }
    new PartitionSets(now, history.present())
        .of(requested.partitions().get())
        .keys(requested.requested())
        .forEach(key -> run(whole.on(List.of(key))));
  }

  private void run(LaunchRun launch) {
    try {
      runs.run(launch);
    } catch (RunRefused e) {
      refused.add(launch.partitions() + ": " + e.getMessage());
    }
  }

  private static SequencedMap<String, String> tags(RequestedRun requested) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put(RunTags.CONDITION, requested.subjects().getFirst().toString());
    return tags;
  }

  private static Target target(List<Subject> subjects) {
    if (subjects.getFirst() instanceof OfJob(_, String job)) {
      return new Target.OfJob(job, Optional.empty());
    }
    return new Target.OfAssets(
        subjects.stream().map(ClockedConditions::named).collect(Collectors.joining(" or ")));
  }

  private static String named(Subject subject) {
    return switch (subject) {
      case OfAsset asset -> "key:\"%s\"".formatted(asset);
      case OfCheck check -> "key:\"%s\"".formatted(check);
      case OfJob job -> throw new IllegalArgumentException(job + " does not run with assets");
    };
  }

  @Override
  public Optional<Instant> wakeAt() {
    return wakeAt;
  }

  /// Why a partition was asked for, or what it waits for, as of the last time when that changed.
  List<String> why(AssetKey asset, Optional<PartitionKey> partition) {
    Optional<Explained> found = Optional.ofNullable(explained.get(new OfAsset(asset)));
    return found
        .map(each -> each.why().of(each.explanation(), partition))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "asset '%s' has no condition; give it automatedBy(...)".formatted(asset)));
  }

  /// The runs that conditions asked for and that could not start, each with the reason.
  List<String> refused() {
    return List.copyOf(refused);
  }
}
