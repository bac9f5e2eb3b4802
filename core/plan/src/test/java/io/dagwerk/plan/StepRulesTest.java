package io.dagwerk.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.RunId;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The whole table of states and events.
final class StepRulesTest {
  private static final StepKey STEP = StepKey.of("a");
  private static final StepKey CAUSE = StepKey.of("b");
  private static final RunId RUN = StepSketch.PARENT;
  private static final ErrorInfo ERROR = ErrorInfo.ofMessage("Broken", "as told");
  private static final Event.FailureKind KIND = Event.FailureKind.EXCEPTION;
  private static final Duration DELAY = Duration.ofSeconds(10);

  private static final List<StepState> STATES =
      List.of(
          new Pending(),
          new Ready(1, 0),
          new Running(2, 1),
          new WaitingToRetry(2, 2, Story.NOW, ERROR),
          new Succeeded(List.of("x")),
          new Failed(ERROR, KIND),
          new Skipped(CAUSE, "x"),
          new Reused(RUN, List.of("y")),
          new Abandoned(CAUSE),
          new Canceled("stop"),
          new FannedOut(List.of("k")));

  private static final List<Event.OfStep> EVENTS =
      List.of(
          new Event.StepStarted(STEP),
          new Event.StepRestarted(STEP, 3),
          new Event.StepWaitingToRetry(STEP, 2, DELAY, ERROR),
          new Event.StepSucceeded(STEP, List.of("z"), Duration.ZERO),
          new Event.StepFailed(STEP, ERROR, KIND, Metadata.none()),
          new Event.StepReused(STEP, RUN, Optional.empty(), List.of("r")),
          new Event.StepSkipped(STEP, CAUSE, "o"),
          new Event.StepAbandoned(STEP, CAUSE),
          new Event.StepCanceled(STEP, "why"),
          new Event.StepFannedOut(STEP, List.of("k")),
          new Event.InputLoaded(STEP, 0, "s", "io"),
          new Event.FactsReported(STEP, Metadata.none()),
          new Event.MaterializationPlanned(STEP, AssetKey.of("a"), Optional.empty()),
          new Event.HookSucceeded(STEP, "h"),
          new Event.HookFailed(STEP, "h", ERROR),
          new Event.HookSkipped(STEP, "h"),
          new Event.PoolWaiting(STEP, new LinkedHashMap<>()),
          new Event.PoolClaimed(STEP, new LinkedHashMap<>()));

  private static final Map<String, StepState> MOVES = moves();

  private static Map<String, StepState> moves() {
    Map<String, StepState> moves = new LinkedHashMap<>();
    moves.put("Ready, StepStarted", new Running(1, 0));
    moves.put("Ready, StepRestarted", new Running(3, 0));
    moves.put("Running, StepRestarted", new Running(3, 1));
    moves.put("WaitingToRetry, StepRestarted", new Running(3, 2));
    moves.put(
        "Running, StepWaitingToRetry", new WaitingToRetry(2, 2, Story.NOW.plus(DELAY), ERROR));
    moves.put("Running, StepSucceeded", new Succeeded(List.of("z")));
    moves.put("Running, StepFailed", new Failed(ERROR, KIND));
    moves.put("Ready, StepReused", new Reused(RUN, List.of("r")));
    moves.put("Pending, StepSkipped", new Skipped(CAUSE, "o"));
    moves.put("Pending, StepAbandoned", new Abandoned(CAUSE));
    for (String open : List.of("Pending", "Ready", "Running", "WaitingToRetry")) {
      moves.put(open + ", StepCanceled", new Canceled("why"));
    }
    return moves;
  }

  @Test
  void anEventMovesAStepFromTheStatesInWhichItCanHappenOnly() {
    for (StepState state : STATES) {
      for (Event.OfStep event : EVENTS) {
        String move = state.getClass().getSimpleName() + ", " + event.getClass().getSimpleName();
        assertThat(new StepRules().next(state, event, Story.NOW))
            .as(move)
            .isEqualTo(Optional.ofNullable(MOVES.get(move)));
      }
    }
  }

  @Test
  void aRestartIsOfALaterAttempt() {
    assertThat(restarted(new Ready(2, 1), 1)).isEmpty();
    assertThat(restarted(new Ready(2, 1), 2)).contains(new Running(2, 1));
    assertThat(restarted(new Running(2, 1), 2)).isEmpty();
    assertThat(restarted(new Running(2, 1), 3)).contains(new Running(3, 1));
    assertThat(restarted(new WaitingToRetry(2, 2, Story.NOW, ERROR), 2)).isEmpty();
  }

  private static Optional<StepState> restarted(StepState from, int attempt) {
    return new StepRules().next(from, new Event.StepRestarted(STEP, attempt), Story.NOW);
  }

  @Test
  void whatFailedOrWasCanceledIsToBlame() {
    for (StepState state : STATES) {
      StepNode node =
          new StepNode(
              StepSketch.plan(StepSketch.step("a")).step(STEP), STEP, Optional.empty(), 0, 0);
      node.state(state);
      Optional<StepKey> expected =
          switch (state.getClass().getSimpleName()) {
            case "Failed", "Canceled" -> Optional.of(STEP);
            case "Abandoned" -> Optional.of(CAUSE);
            default -> Optional.empty();
          };
      assertThat(new StepRules().blame(node)).as("%s", state).isEqualTo(expected);
    }
  }

  @Test
  void fourStatesAreOpenAndTwoHaveEmitted() {
    assertThat(STATES.stream().filter(state -> !state.isFinal()).toList())
        .isEqualTo(STATES.subList(0, 4));
    for (StepState state : STATES) {
      List<String> expected =
          switch (state.getClass().getSimpleName()) {
            case "Succeeded" -> List.of("x");
            case "Reused" -> List.of("y");
            default -> List.of();
          };
      assertThat(state.emitted()).as("%s", state).isEqualTo(expected);
    }
  }
}
