package io.dagwerk.plan;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.StepState.Abandoned;
import io.dagwerk.plan.StepState.Canceled;
import io.dagwerk.plan.StepState.Failed;
import io.dagwerk.plan.StepState.FannedOut;
import io.dagwerk.plan.StepState.Pending;
import io.dagwerk.plan.StepState.Ready;
import io.dagwerk.plan.StepState.Reused;
import io.dagwerk.plan.StepState.Running;
import io.dagwerk.plan.StepState.Skipped;
import io.dagwerk.plan.StepState.Succeeded;
import io.dagwerk.plan.StepState.WaitingToRetry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Tells in a sentence why a step stands where it does. Pure.
final class Why {
  private static final int MOST_NAMES = 5;

  private Why() {}

  static String sentence(Progress progress, StepKey key) {
    return progress
        .find(key)
        .map(state -> "step '%s' %s".formatted(key, told(progress, key, state)))
        .orElseGet(() -> unknown(progress, key));
  }

  private static String told(Progress progress, StepKey key, StepState state) {
    return switch (state) {
      case Pending _ -> pending(progress, key);
      case Ready _ -> "is ready and waits for a free place";
      case Running running -> "is running, attempt %d".formatted(running.attempt());
      case WaitingToRetry waiting ->
          "failed in attempt %d (%s) and is tried again from %s on"
              .formatted(waiting.attempt(), waiting.error().summary(), waiting.due());
      case Succeeded succeeded -> "ran and emitted " + succeeded.outputs();
      case Failed failed ->
          "ran and failed, %s: %s".formatted(failed.kind(), failed.error().summary());
      case Skipped skipped -> skipped(skipped);
      case Reused reused ->
          "did not run, because what run %s stored of the same version was taken"
              .formatted(reused.origin());
      case Abandoned abandoned -> abandoned(progress, abandoned);
      case Canceled canceled -> "was canceled: " + canceled.reason();
      case FannedOut fannedOut when fannedOut.keys().isEmpty() ->
          "did not run, because the fan-out around it had no elements";
      case FannedOut fannedOut ->
          "became one step for each of %d elements".formatted(fannedOut.keys().size());
    };
  }

  private static String skipped(Skipped skipped) {
    return "did not run, because step '%s' did not emit its output '%s'"
        .formatted(skipped.cause(), skipped.output());
  }

  private static String abandoned(Progress progress, Abandoned abandoned) {
    boolean canceled = progress.find(abandoned.cause()).orElseGet(Pending::new) instanceof Canceled;
    return "did not run, because step '%s' before it %s"
        .formatted(abandoned.cause(), canceled ? "was canceled" : "failed");
  }

  private static String pending(Progress progress, StepKey key) {
    List<StepKey> open =
        upstreams(progress.plan().step(templateOf(progress, key))).stream()
            .map(upstream -> inBranch(progress, key, upstream))
            .filter(upstream -> !progress.find(upstream).map(StepState::isFinal).orElse(false))
            .toList();
    String names =
        String.join(", ", open.stream().limit(MOST_NAMES).map(one -> "'" + one + "'").toList());
    return "waits for "
        + (names.isEmpty() ? "branches of a fan-out" : names)
        + (open.size() > MOST_NAMES ? " and %d more".formatted(open.size() - MOST_NAMES) : "");
  }

  private static StepKey templateOf(Progress progress, StepKey key) {
    return progress.plan().steps().containsKey(key) ? key : StepKey.of(key.node());
  }

  private static StepKey inBranch(Progress progress, StepKey reader, StepKey upstream) {
    int depth = progress.plan().step(upstream).fanOuts().size();
    return depth > 0 && depth <= reader.keys().size()
        ? upstream.withKeys(reader.keys().subList(0, depth))
        : upstream;
  }

  private static SequencedSet<StepKey> upstreams(Plan.Step step) {
    SequencedSet<StepKey> upstreams = new LinkedHashSet<>();
    step.fanOuts().forEach(fanOut -> upstreams.add(StepKey.of(fanOut)));
    step.inputs()
        .values()
        .forEach(input -> input.leaves().flatMap(Why::stepOf).forEach(upstreams::add));
    upstreams.addAll(step.after());
    return upstreams;
  }

  private static Stream<StepKey> stepOf(InputSource leaf) {
    return switch (leaf) {
      case InputSource.FromStep from -> Stream.of(from.step());
      case InputSource.Collected collected -> Stream.of(collected.fanOut(), collected.branch());
      case InputSource.Element element -> Stream.of(element.fanOut());
      case InputSource.FromStore _,
          InputSource.FanIn _,
          InputSource.FromPartitions _,
          InputSource.External _,
          InputSource.Absent _ ->
          Stream.empty();
    };
  }

  private static String unknown(Progress progress, StepKey key) {
    Optional<StepKey> sameNode =
        progress.states().keySet().stream()
            .filter(other -> other.node().equals(key.node()))
            .findFirst();
    return "the run has no step '%s'%s"
        .formatted(key, sameNode.map(other -> "; it has '%s'".formatted(other)).orElse(""));
  }
}
