package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Type;
import io.dagwerk.definitions.TypeCheck;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Event.InputLoaded;
import io.dagwerk.model.Event.OutputStored;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.model.Event.TypeChecked;
import io.dagwerk.model.Metadata;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeTest {
  private static final Type<Integer> PERCENT =
      Type.of(Integer.class)
          .named("percent")
          .checkedBy(number ->
              TypeCheck.passedIf(number <= 100, "at most 100")
                  .with(Metadata.none().and("checked", "yes")));

  private final List<String> called = new ArrayList<>();

  @Test
  @Covers("K4.1")
  void anInputThatDoesNotPassItsTypeFailsTheStepBeforeUserCode() {
    Job job =
        Job.named("check")
            .running(graph -> {
              Op<Integer> number = graph.op("number", Integer.class).by(() -> 101);
              graph.op("read").from(number.as(PERCENT)).doing(_ -> called.add("read"));
            });

    Result result = JobRun.of(job).run();

    assertThat(called).isEmpty();
    assertThat(EventLines.of(result, "read"))
        .containsExactly("StepStarted", "InputLoaded", "TypeChecked", "StepFailed");
    assertThat(OpTest.only(result, TypeChecked.class).passed()).isFalse();
    assertThat(OpTest.only(result, StepFailed.class).kind()).isEqualTo(FailureKind.TYPE_CHECK);
    assertThat(OpTest.only(result, StepFailed.class).error().message())
        .isEqualTo("input 0 of step 'read' is not a percent: expected at most 100");
  }

  @Test
  @Covers("K4.2")
  void whatAPassingCheckSaysIsInTheLog() {
    Job job = Job.named("check").running(graph -> graph.op("number", PERCENT).by(() -> 99));

    TypeChecked checked = OpTest.only(JobRun.of(job).run(), TypeChecked.class);

    assertThat(checked.passed()).isTrue();
    assertThat(checked.value()).isEqualTo("output result");
    assertThat(checked.metadata()).isEqualTo(Metadata.none().and("checked", "yes"));
  }

  @Test
  @Covers("K4.3")
  void anOrderWithoutDataStoresAndLoadsNothing() {
    Job job =
        Job.named("order")
            .running(graph -> {
              Op<Void> first = graph.op("first").priority(-1).doing(() -> called.add("first"));
              graph.op("second").after(first).doing(() -> called.add("second"));
            });

    Result result = JobRun.of(job).run();

    assertThat(called).containsExactly("first", "second");
    assertThat(result.events(OutputStored.class)).isEmpty();
    assertThat(result.events(InputLoaded.class)).isEmpty();
  }

  @Test
  @Covers("K4.4")
  void aListWithAnElementOfAnotherTypeFailsWithTheTypeOfTheElement() {
    Job job =
        Job.named("check")
            .running(graph ->
                graph.op("numbers", Type.listOf(Integer.class)).by(() -> raw(List.of(1, "a"))));

    assertThat(OpTest.only(JobRun.of(job).run(), StepFailed.class).error().message())
        .isEqualTo(
            "output result of step 'numbers' is not a List<Integer>:"
                + " expected Integer, but found String 'a'");
  }

  @Test
  void aListWithNothingInItFailsClearly() {
    Job job =
        Job.named("check")
            .running(graph ->
                graph
                    .op("numbers", Type.listOf(Integer.class))
                    .by(() -> raw(Arrays.asList(1, null))));

    assertThat(OpTest.only(JobRun.of(job).run(), StepFailed.class).error().message())
        .isEqualTo(
            "output result of step 'numbers' is not a List<Integer>:"
                + " expected Integer, but found null");
  }

  @SuppressWarnings("unchecked") // what the test is about
  private static List<Integer> raw(List<?> list) {
    return (List<Integer>) list;
  }

  @Test
  void aCheckThatThrowsFailsTheStepAndNamesTheType() {
    Type<Integer> broken =
        Type.of(Integer.class)
            .named("broken")
            .checkedBy(_ -> {
              throw new IllegalStateException("cannot tell");
            });
    Job job = Job.named("check").running(graph -> graph.op("number", broken).by(() -> 1));

    assertThat(OpTest.only(JobRun.of(job).run(), StepFailed.class).error().message())
        .contains("the check of type broken threw")
        .contains("cannot tell");
  }
}
