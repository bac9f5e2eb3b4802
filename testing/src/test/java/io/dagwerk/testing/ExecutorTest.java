package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.Job;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.RunFailed;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutorTest {
  static final List<String> GREETED = Collections.synchronizedList(new ArrayList<>());

  private final Job job = job(Executor.serial(), Executor.named("careful"));

  @BeforeEach
  void forget() {
    GREETED.clear();
  }

  private static Job job(Executor... executors) {
    return Job.named("work").executor(executors).running(graph -> graph.op("work").doing(() -> {}));
  }

  private static Map<String, ?> executor(String name, Map<String, ?> config) {
    return Map.of("execution", Map.of("executor", Map.of(name, config)));
  }

  @Test
  @Covers("S24.1")
  void anExecutorOfSomebodyElseIsChosenInTheRunConfigWithItsOwnSchema() {
    Result result = JobRun.of(job).config(executor("careful", Map.of("greeting", "hello"))).run();

    assertThat(result.succeeded()).isTrue();
    assertThat(GREETED).containsExactly("hello work");
    assertThatThrownBy(() -> JobRun.of(job).config(executor("careful", Map.of())).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("execution.executor.careful")
        .hasMessageContaining("greeting");
  }

  @Test
  void theFirstExecutorOfTheJobIsTakenWhenNothingIsSaid() {
    assertThat(JobRun.of(job).run().succeeded()).isTrue();
    assertThat(GREETED).isEmpty();
  }

  @Test
  void aJobMayConfigureItsExecutorAndTheRunConfigSayOtherwise() {
    Job configured = job(Executor.named("careful").configured(Map.of("greeting", "good day")));

    JobRun.of(configured).run();
    JobRun.of(configured).config(executor("careful", Map.of("greeting", "hi"))).run();

    assertThat(GREETED).containsExactly("good day work", "hi work");
  }

  @Test
  @Covers("K8.4")
  void anUnknownExecutorIsRefusedWithTheOnesThereAre() {
    assertThatThrownBy(() -> JobRun.of(job).config(executor("celery", Map.of())).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("execution.executor")
        .hasMessageContaining("celery")
        .hasMessageContaining("threads")
        .hasMessageContaining("careful");
  }

  @Test
  void aJobThatNamesAnExecutorThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> JobRun.of(job(Executor.named("celery"))).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("job 'work' names executor 'celery'")
        .hasMessageContaining("threads");
  }

  @Test
  void aJobWhoseExecutorIsConfiguredWronglyIsRefused() {
    assertThatThrownBy(() -> JobRun.of(job(Executor.threads(0))).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("job 'work': executor 'threads'")
        .hasMessageContaining("most");
  }

  @Test
  @Covers({"K8.2", "S24.3"})
  void anExecutorThatNeedsStoredOutputsIsRefusedWhenValuesStayInMemory() {
    List<Event> events = new ArrayList<>();

    assertThatThrownBy(() ->
            JobRun.of(job(Executor.named("remote")))
                .listening(recorded -> events.add(recorded.event()))
                .run())
        .isInstanceOf(RunRefused.class)
        .hasMessage(
            "executor 'remote' needs stored outputs, but the IO manager 'memory' keeps them in"
                + " memory; choose another executor, or files");
    assertThat(events).isEmpty();
  }

  @Test
  @Covers("S24.4")
  void anExecutorThatCannotBeMadeFailsTheRunBeforeAnyStep() {
    Result result =
        JobRun.of(job)
            .config(executor("careful", Map.of("greeting", "hello", "broken", true)))
            .run();

    RunFailed failed = OpTest.only(result, RunFailed.class);
    assertThat(failed.reason())
        .isEqualTo(
            "executor 'careful' could not be made: IllegalStateException: no machine is free");
    assertThat(failed.error().orElseThrow().frames()).isNotEmpty();
    assertThat(result.record().events()).noneMatch(Event.OfStep.class::isInstance);
  }

  @Test
  void anExecutorThatCannotRunAnythingFailsTheRunToo() {
    Result result = JobRun.of(job(Executor.named("unable"))).run();

    assertThat(OpTest.only(result, RunFailed.class).reason())
        .isEqualTo("executor 'unable' could not be made: NoClassDefFoundError: its library");
    assertThat(result.record().events()).noneMatch(Event.OfStep.class::isInstance);
  }

  @Test
  void whereTheEnvironmentIsNotReadAReferenceIsRefused() {
    assertThatThrownBy(() ->
            JobRun.of(job).config(executor("threads", Map.of("most", Map.of("env", "MOST")))).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("execution.executor.threads.most")
        .hasMessageContaining("{env: MOST}");
  }
}
