package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class RunEndingTest {
  private static final Instant NOW = Instant.parse("2001-01-31T00:00:00Z");
  private static final RunId RUN = RunId.createdAt(NOW);
  private static final StepKey FIRST = StepKey.of("first");
  private static final StepKey SECOND = StepKey.of("second");
  private static final StepKey APART = StepKey.of("apart");
  private static final Plan PLAN =
      Plan.of(
          "chain",
          "v1",
          List.of(
              step(FIRST, Optional.empty()),
              step(SECOND, Optional.of(FIRST)),
              step(APART, Optional.empty())));
  private static final LostWorker LOST =
      new LostWorker("worker-7", 1, "exit code 137", Optional.empty());

  private static Plan.Step step(StepKey key, Optional<StepKey> reads) {
    SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
    reads.ifPresent(from -> inputs.put(0, new InputSource.FromStep(from, Plan.Output.RESULT)));
    return new Plan.Step(
        key,
        NodeKind.OP,
        List.of(),
        List.of(),
        inputs,
        List.of(),
        List.of(new Plan.Output(Plan.Output.RESULT, true, Optional.empty())),
        Plan.Options.PLAIN,
        Optional.empty());
  }

  private static List<Event> ending(LostWorker lost, Event... log) {
    List<RecordedEvent> recorded = new ArrayList<>();
    for (Event event : log) {
      recorded.add(new RecordedEvent(RUN, recorded.size() + 1L, NOW, event));
    }
    return RunEnding.of(PLAN, recorded, lost, NOW);
  }

  @Test
  void aStepThatWasRunningFailsAndThoseBelowItAreAbandoned() {
    List<Event> events = ending(LOST, new Event.RunStarted(), new Event.StepStarted(FIRST));
    assertThat(events.getFirst()).isEqualTo(new Event.WorkerLost("worker-7", 1, "exit code 137"));
    assertThat(events)
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    Event.StepFailed.class,
                    failed -> {
                      assertThat(failed.step()).isEqualTo(FIRST);
                      assertThat(failed.kind()).isEqualTo(Event.FailureKind.WORKER_LOST);
                      assertThat(failed.error().message()).contains("exit code 137");
                    }))
        .contains(new Event.StepAbandoned(SECOND, FIRST))
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    Event.StepCanceled.class,
                    canceled -> assertThat(canceled.step()).isEqualTo(APART)));
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.RunFailed.class,
            failed -> assertThat(failed.reason()).contains("worker-7", "exit code 137", "first"));
  }

  @Test
  void aRunThatWasToBeCanceledIsCanceledAndItsStepsSayWhy() {
    LostWorker killed =
        new LostWorker("worker-7", 1, "it was killed", Optional.of("somebody asked for it"));
    List<Event> events = ending(killed, new Event.RunStarted(), new Event.StepStarted(FIRST));
    assertThat(events).contains(new Event.RunCanceling("somebody asked for it"));
    assertThat(events.getLast()).isEqualTo(new Event.RunCanceled("somebody asked for it"));
    assertThat(events)
        .filteredOn(Event.StepCanceled.class::isInstance)
        .extracting(event -> ((Event.StepCanceled) event).step())
        .containsExactlyInAnyOrder(FIRST, SECOND, APART);
    assertThat(events)
        .filteredOn(event -> event instanceof Event.StepCanceled it && it.step().equals(FIRST))
        .allSatisfy(
            event -> assertThat(((Event.StepCanceled) event).reason()).contains("it was killed"));
  }

  @Test
  void aRunWhoseCancellationItsWorkerHadBegunIsCanceledForThatReason() {
    List<Event> events =
        ending(
            LOST,
            new Event.RunStarted(),
            new Event.StepStarted(FIRST),
            new Event.RunCanceling("enough"));
    assertThat(events).doesNotContain(new Event.RunCanceling("enough"));
    assertThat(events.getLast()).isEqualTo(new Event.RunCanceled("enough"));
  }

  @Test
  void aRunThatCouldNotGoOnFailsForThatReasonThoughItsWorkerIsLostMeanwhile() {
    ErrorInfo error = ErrorInfo.ofMessage("OutOfMemoryError", "Java heap space");
    List<Event> events =
        ending(
            LOST,
            new Event.RunStarted(),
            new Event.StepStarted(FIRST),
            new Event.RunFailing("the engine failed in step 'first'", Optional.of(error)),
            new Event.StepCanceled(SECOND, "the engine failed in step 'first'"),
            new Event.StepCanceled(APART, "the engine failed in step 'first'"));
    assertThat(events)
        .filteredOn(Event.StepFailed.class::isInstance)
        .extracting(event -> ((Event.StepFailed) event).step())
        .containsExactly(FIRST);
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.RunFailed.class,
            failed -> {
              assertThat(failed.reason())
                  .contains("the engine failed in step 'first'", "worker-7", "exit code 137");
              assertThat(failed.error()).contains(error);
            });
  }

  /// As its worker would have ended it.
  @Test
  void aCancellationThatComesWhenARunFailsAlreadyChangesNothing() {
    LostWorker killed =
        new LostWorker("worker-7", 1, "it was killed", Optional.of("somebody asked for it"));
    List<Event> events =
        ending(
            killed,
            new Event.RunStarted(),
            new Event.StepStarted(FIRST),
            new Event.RunFailing("too slow", Optional.empty()),
            new Event.RunCanceling("somebody asked for it"));
    assertThat(events.getLast()).isInstanceOf(Event.RunFailed.class);
  }

  @Test
  void aRunThatHasItsEndGetsNoOther() {
    assertThat(ending(LOST, new Event.RunStarted(), new Event.RunSucceeded(Duration.ZERO)))
        .isEmpty();
  }

  @Test
  void aRunWhoseWorkerNeverBeganFails() {
    assertThat(ending(LOST).getLast()).isInstanceOf(Event.RunFailed.class);
  }

  @Test
  void anEndingOfWhichAPartIsStoredGoesOnAndNamesAllThatFailed() {
    Event[] begun = {
      new Event.RunStarted(), new Event.StepStarted(FIRST), new Event.StepStarted(APART)
    };
    List<Event> whole = ending(LOST, begun);
    for (int stored = 1; stored < whole.size(); stored++) {
      List<Event> log = new ArrayList<>(List.of(begun));
      log.addAll(whole.subList(0, stored));
      assertThat(ending(LOST, log.toArray(Event[]::new)))
          .as("%d of %d are stored", stored, whole.size())
          .isEqualTo(whole.subList(stored, whole.size()));
    }
  }
}
