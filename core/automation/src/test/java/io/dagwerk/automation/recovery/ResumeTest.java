package io.dagwerk.automation.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumeTest {
  private static final StepKey STEP = StepKey.of("step");
  private static final Map<String, String> TWICE = Map.of(RunPolicy.RESUMES, "2");

  private static List<Event> lost(int times) {
    List<Event> log = new ArrayList<>();
    for (int attempt = 1; attempt <= times; attempt++) {
      log.add(new Event.RunAttemptStarted(attempt));
      log.add(new Event.WorkerLost("worker-" + attempt, attempt, "exit code 137"));
    }
    log.add(new Event.RunAttemptStarted(times + 1));
    return log;
  }

  @Test
  void aRunIsResumedAsOftenAsItsTagsSay() {
    assertThat(Resume.decide(Map.of(), lost(0))).isEqualTo(new Resume.Ends(Optional.empty()));
    assertThat(Resume.decide(TWICE, lost(0))).isEqualTo(new Resume.GoesOn());
    assertThat(Resume.decide(TWICE, lost(1))).isEqualTo(new Resume.GoesOn());
    assertThat(Resume.decide(TWICE, lost(2)))
        .isEqualTo(new Resume.Ends(Optional.of("it was resumed 2 of 2 times (dagwerk/resumes)")));
  }

  @Test
  void whatTheRunsBeforeUsedOfTheBudgetIsUsed() {
    Map<String, String> tags = Map.of(RunPolicy.RESUMES, "2", RunTags.RESUMES_USED, "1");
    assertThat(Resume.decide(tags, lost(0))).isEqualTo(new Resume.GoesOn());
    assertThat(Resume.decide(tags, lost(1))).isInstanceOf(Resume.Ends.class);
  }

  @Test
  void aRunThatIsBeingStoppedIsNotResumed() {
    List<Event> canceled = lost(0);
    canceled.add(new Event.RunCanceling("enough"));
    List<Event> late = lost(0);
    late.add(new Event.RunFailing("it took too long", Optional.empty()));
    assertThat(Resume.decide(TWICE, canceled)).isEqualTo(new Resume.Ends(Optional.empty()));
    assertThat(Resume.decide(TWICE, late)).isEqualTo(new Resume.Ends(Optional.empty()));
  }

  @Test
  void aRunWhoseValuesWentWithItsWorkerIsNotResumed() {
    Event stored =
        new Event.OutputStored(
            STEP,
            "result",
            new OutputAddress.OfStep(RunId.createdAt(Instant.EPOCH), STEP, "result"),
            "memory",
            true,
            Optional.empty(),
            Metadata.none());
    Event succeeded = new Event.StepSucceeded(STEP, List.of("result"), Duration.ZERO);
    List<Event> running = lost(0);
    running.add(stored);
    List<Event> done = new ArrayList<>(running);
    done.add(succeeded);
    assertThat(Resume.decide(TWICE, running)).isEqualTo(new Resume.GoesOn());
    assertThat(Resume.decide(TWICE, done))
        .isInstanceOfSatisfying(
            Resume.Ends.class,
            ends -> assertThat(ends.why().orElseThrow()).contains("'step'", "memory"));
  }
}
