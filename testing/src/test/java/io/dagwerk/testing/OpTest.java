package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Outputs;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.plan.StepState;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OpTest {
  private static final Output<String> PAID = Output.named("paid", String.class);
  private static final Output<String> LATE = Output.named("late", String.class).optional();

  private final AtomicReference<Op<String>> reader = new AtomicReference<>();
  private final AtomicReference<Op<Void>> splitter = new AtomicReference<>();

  @Test
  @Covers("K1.1")
  void anOpThatLeavesOutARequiredOutputFailsAndTheErrorNamesBoth() {
    Result result =
        JobRun.of(
                Job.named("split")
                    .running(graph ->
                        graph
                            .op("split")
                            .outputs(PAID, LATE)
                            .emitting(() -> Outputs.of(LATE, "late"))))
            .run();

    StepFailed failed = only(result, StepFailed.class);
    assertThat(failed.kind()).isEqualTo(FailureKind.OUTPUT);
    assertThat(failed.error().message())
        .isEqualTo("op 'split' did not emit output 'paid'; emit it, or declare it optional()");
  }

  @Test
  @Covers("K1.2")
  void whatReadsAnOptionalOutputThatWasNotEmittedIsSkippedAndTheRunSucceeds() {
    Job job = splitting(() -> Outputs.of(PAID, "paid"), LATE);

    Result result = JobRun.of(job).run();

    assertThat(result.succeeded()).isTrue();
    assertThat(EventLines.of(result, "read")).containsExactly("StepSkipped");
    assertThat(result.why("read"))
        .isEqualTo("step 'read' did not run, because step 'split' did not emit its output 'late'");
  }

  @Test
  @Covers("K1.3")
  void anOpThatEmitsAnOutputTwiceFailsAndNothingOfItIsSeen() {
    Job job = splitting(() -> Outputs.of(PAID, "first").and(PAID, "second"), PAID);

    JobRun run = JobRun.of(job);
    Result result = run.run();

    assertThat(only(result, StepFailed.class).error().message())
        .isEqualTo("output 'paid' is emitted twice; emit it once");
    assertThat(result.state("read")).isInstanceOf(StepState.Abandoned.class);
    assertThat(run.emitted(result, splitter.get(), PAID)).isEmpty();
  }

  @Test
  void anOutputThatIsNotDeclaredFailsTheOp() {
    Job job =
        Job.named("split")
            .running(
                graph -> graph.op("split").outputs(PAID).emitting(() -> Outputs.of(LATE, "late")));

    assertThat(only(JobRun.of(job).run(), StepFailed.class).error().message())
        .isEqualTo(
            "op 'split' emitted output 'late', but declares [output 'paid']; add it to outputs(...)");
  }

  @Test
  void severalOutputsAreReadEachOnItsOwn() {
    Job job = splitting(() -> Outputs.of(PAID, "1").and(LATE, "2"), LATE);

    JobRun run = JobRun.of(job);
    Result result = run.run();

    assertThat(run.output(result, reader.get())).isEqualTo("read 2");
    assertThat(run.emitted(result, splitter.get(), PAID)).contains("1");
  }

  @Test
  void whatAnOpSaysOnTheWayIsRecordedOnlyWhenItSucceeds() {
    List<Integer> attempts = new ArrayList<>();
    Job job =
        Job.named("load")
            .running(graph ->
                graph
                    .op("load")
                    .retrying(io.dagwerk.model.Retry.times(1))
                    .from(io.dagwerk.definitions.Input.context())
                    .doing(context -> {
                      attempts.add(context.attempt());
                      context.materialized("orders", io.dagwerk.model.Metadata.none());
                      if (context.attempt() == 1) {
                        throw new IllegalStateException("not yet");
                      }
                    }));

    Result result = JobRun.of(job).run();

    assertThat(attempts).containsExactly(1, 2);
    assertThat(result.events(Event.AssetMaterialized.class)).hasSize(1);
  }

  private Job splitting(io.dagwerk.definitions.Fn.Fn0<Outputs> function, Output<String> read) {
    return Job.named("split")
        .running(graph -> {
          Op<Void> split = graph.op("split").outputs(PAID, LATE).emitting(function);
          splitter.set(split);
          reader.set(
              graph.op("read", String.class).from(split.output(read)).by(text -> "read " + text));
        });
  }

  static <E extends Event> E only(Result result, Class<E> kind) {
    assertThat(result.events(kind)).as(() -> EventLines.of(result).toString()).hasSize(1);
    return result.events(kind).getFirst();
  }
}
