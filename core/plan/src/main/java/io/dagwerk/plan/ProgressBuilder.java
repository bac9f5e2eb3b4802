package io.dagwerk.plan;

import io.dagwerk.model.Event;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.StepState.Pending;
import io.dagwerk.plan.StepState.Ready;
import io.dagwerk.plan.StepState.Running;
import io.dagwerk.plan.StepState.Skipped;
import io.dagwerk.plan.StepState.WaitingToRetry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.TreeSet;

/// Moves a run on, event by event, and says what may start next.
///
/// Every edge is looked at a bounded number of times in a run. Emissions count from the event of
/// the step's good end on. Confined to its owner's thread; [#progress] gives out what others may
/// read.
///
/// ```java
/// ProgressBuilder progress = ProgressBuilder.resumedFrom(plan, log);
/// progress.settle(now).forEach(log::append);
/// progress.nextReady(now).ifPresent(step -> ...);
/// progress.apply(new Event.StepStarted(key), now).forEach(log::append);
/// ```
public final class ProgressBuilder {
  private final Plan plan;
  private final StepRules rules;
  private final StepGraph graph;
  private final NavigableSet<StepNode> ready = new TreeSet<>();
  private final PriorityQueue<Due> retries = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final Deque<StepNode> unsettled = new ArrayDeque<>();
  private Optional<Halt> halt = Optional.empty();
  private int open;

  /// A run that has not begun.
  ///
  /// @throws IllegalArgumentException when the plan cannot be run: a step reads what is not planned
  ///   before it, or a branch that it is not in
  public ProgressBuilder(Plan plan) {
    this(plan, new StepRules());
  }

  ProgressBuilder(Plan plan, StepRules rules) {
    this.plan = plan;
    this.rules = rules;
    this.graph = new StepGraph(plan, rules);
    graph.forEach(node -> {
      open++;
      look(node);
    });
  }

  /// A run as its log left it.
  public static ProgressBuilder of(Plan plan, List<RecordedEvent> log) {
    ProgressBuilder builder = new ProgressBuilder(plan);
    log.forEach(recorded -> builder.move(recorded.event(), recorded.at()));
    return builder;
  }

  /// A run to be taken up again where its log ends: what was running is ready once more, as a new
  /// attempt that does not count as a retry.
  public static ProgressBuilder resumedFrom(Plan plan, List<RecordedEvent> log) {
    ProgressBuilder builder = of(plan, log);
    builder.graph.forEach(builder::startAgain);
    return builder;
  }

  private void startAgain(StepNode node) {
    if (node.state() instanceof Running(int attempt, int retriesUsed)) {
      makeReady(node, new Ready(attempt + 1, retriesUsed));
      if (halt.isPresent()) {
        unsettled.add(node);
      }
    }
  }

  /// Applies what happened at `at`, and gives the events that follow from it alone, to be logged in
  /// this order: skipped, abandoned and canceled steps. They are applied already.
  ///
  /// An event that cannot happen in its step's state changes nothing, so the first terminal event
  /// of a step is its last.
  ///
  /// @throws IllegalArgumentException for an event of a step that the run does not have, or for
  ///   mapping keys of which one comes twice
  public List<Event.OfStep> apply(Event event, Instant at) {
    move(event, at);
    return settle(at);
  }

  /// Gives and applies the events that follow from what happened so far, but are not in the log: of
  /// a new plan, or of a log that was cut.
  public List<Event.OfStep> settle(Instant at) {
    List<Event.OfStep> consequences = new ArrayList<>();
    while (!unsettled.isEmpty()) {
      StepNode node = unsettled.remove();
      consequenceOf(node)
          .ifPresent(event -> {
            consequences.add(event);
            move(event, at);
          });
    }
    return consequences;
  }

  private Optional<Event.OfStep> consequenceOf(StepNode node) {
    if (node.state().isFinal() || node.state() instanceof Running) {
      return Optional.empty();
    }
    if (halt.isPresent()) {
      return halt.map(why -> why.cancel(node.key()));
    }
    if (node.blame().isPresent()) {
      return node.blame().map(cause -> new Event.StepAbandoned(node.key(), cause));
    }
    return rules
        .gap(graph, node)
        .map(gap -> new Event.StepSkipped(node.key(), gap.cause(), gap.output()));
  }

  private void move(Event event, Instant at) {
    Optional<Halt> told = Halt.of(event);
    if (told.isPresent()) {
      halt = halt.or(() -> told);
      graph.forEach(unsettled::add);
    }
    if (event instanceof Event.OfStep ofStep) {
      StepNode node = graph.get(ofStep.step());
      if (event instanceof Event.StepFannedOut(_, List<String> keys) && !node.state().isFinal()) {
        node.mappingKeys(MappingKeys.distinct(node.key(), keys));
      }
      rules.next(node.state(), ofStep, at).ifPresent(next -> enter(node, next));
    }
  }

  private void enter(StepNode node, StepState next) {
    ready.remove(node);
    node.state(next);
    switch (next) {
      case Pending _, Ready _ -> throw new IllegalStateException("no event leads to " + next);
      case Running _ -> node.mappingKeys(List.of());
      case WaitingToRetry waiting -> {
        retries.add(new Due(waiting.due(), node, waiting));
        if (halt.isPresent()) {
          unsettled.add(node);
        }
      }
      case StepState.Succeeded _ -> {
        expand(node, node.mappingKeys());
        end(node);
      }
      case StepState.Reused _ -> {
        expand(node, reusedKeys(node));
        end(node);
      }
      case StepState.Failed _,
          Skipped _,
          StepState.Abandoned _,
          StepState.Canceled _,
          StepState.FannedOut _ ->
          end(node);
    }
  }

  /// The log is right; what is planned serves when it is silent.
  private static List<String> reusedKeys(StepNode node) {
    return node.mappingKeys().isEmpty()
        ? node.reuse().map(Plan.Reuse::mappingKeys).orElse(List.of())
        : node.mappingKeys();
  }

  private void expand(StepNode fanOut, List<String> keys) {
    if (fanOut.step().kind() != NodeKind.FAN_OUT) {
      return;
    }
    StepGraph.Expansion expansion = graph.expand(fanOut, keys);
    open += expansion.made().size();
    expansion.expanded().forEach(this::end);
    expansion.made().forEach(this::look);
  }

  private void end(StepNode node) {
    open--;
    Optional<StepKey> blame = rules.blame(node);
    for (StepNode dependent : node.dependents()) {
      blame.ifPresentOrElse(dependent::blame, dependent::met);
      look(dependent);
    }
  }

  private void look(StepNode node) {
    if (!(node.state() instanceof Pending)) {
      return;
    }
    if (node.blame().isPresent()) {
      unsettled.add(node);
    } else if (node.isMet()) {
      if (rules.gap(graph, node).isPresent()) {
        unsettled.add(node);
      } else {
        makeReady(node, new Ready(1, 0));
      }
    }
  }

  private void makeReady(StepNode node, Ready state) {
    node.state(state);
    ready.add(node);
  }

  /// The step to start first at `now`, if there is one. It stays so until its start is applied, or
  /// it is held.
  public Optional<ReadyStep> nextReady(Instant now) {
    while (!retries.isEmpty() && !retries.element().at().isAfter(now)) {
      Due due = retries.remove();
      if (due.isCurrent()) {
        ready.add(due.node());
      }
    }
    return ready.isEmpty() ? Optional.empty() : Optional.of(ReadyStep.of(ready.getFirst()));
  }

  /// Takes a ready step out of the line: [#nextReady] does not give it any more, and its start or
  /// its reuse is still to be applied.
  ///
  /// @throws IllegalArgumentException when the run has no such step
  public void hold(StepKey key) {
    ready.remove(graph.get(key));
  }

  /// When the next step that waits to be retried falls due, if one is waiting.
  public Optional<Instant> nextDue() {
    while (!retries.isEmpty() && !retries.element().isCurrent()) {
      retries.remove();
    }
    return Optional.ofNullable(retries.peek()).map(Due::at);
  }

  /// Whether every step came to an end.
  public boolean isFinished() {
    return open == 0;
  }

  /// Why the run is being stopped, if it is.
  public Optional<Halt> halt() {
    return halt;
  }

  /// @throws IllegalArgumentException when the run has no such step
  public StepState state(StepKey key) {
    return graph.get(key).state();
  }

  /// What the steps before this one have emitted by now.
  public Upstream upstream(StepKey key) {
    return Upstream.of(graph, graph.get(key));
  }

  public Progress progress() {
    SequencedMap<StepKey, StepState> states = new LinkedHashMap<>();
    graph.forEach(node -> states.put(node.key(), node.state()));
    return new Progress(plan, states, halt);
  }

  /// A step that may start.
  ///
  /// @param step as planned; for a branch, its template
  /// @param attempt the number of the attempt to start, from 1
  /// @param reuse stored outputs that may be taken instead
  public record ReadyStep(Plan.Step step, StepKey key, int attempt, Optional<Plan.Reuse> reuse) {
    /// The step as planned, with these stored outputs: what stands in for a branch of a fan-out
    /// does not stand in its template.
    public Plan.Step withReuse() {
      return reuse.equals(step.reuse()) ? step : step.reusing(reuse);
    }

    private static ReadyStep of(StepNode node) {
      return switch (node.state()) {
        case Ready(int attempt, _) -> new ReadyStep(node.step(), node.key(), attempt, node.reuse());
        case WaitingToRetry waiting ->
            new ReadyStep(node.step(), node.key(), waiting.attempt() + 1, Optional.empty());
        case Pending _,
            Running _,
            StepState.Succeeded _,
            StepState.Failed _,
            Skipped _,
            StepState.Reused _,
            StepState.Abandoned _,
            StepState.Canceled _,
            StepState.FannedOut _ ->
            throw new IllegalStateException("ready, but " + node);
      };
    }
  }

  /// A retry, and the state that it is for; the node may have moved on since.
  private record Due(Instant at, StepNode node, WaitingToRetry state) {
    boolean isCurrent() {
      return node.state().equals(state);
    }
  }
}
