package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.model.Event.Logged;
import org.junit.jupiter.api.Test;

/// What goes wrong while something is logged, or told to who listens, is no fault of the run.
class LoggerFaultTest {
  private interface Work {
    void with(Context context);
  }

  private static Job job(Work work) {
    return Job.named("work")
        .running(graph -> graph.op("work").from(Input.context()).doing(work::with));
  }

  /// It cannot be shown.
  private static final class Unspeakable {
    @Override
    public String toString() {
      throw new IllegalStateException("no words");
    }
  }

  @Test
  void anArgumentThatCannotBeShownIsLoggedWithoutIt() {
    Result result =
        JobRun.of(job(context -> context.log().info("it is {}", new Unspeakable()))).run();

    assertThat(result.succeeded()).isTrue();
    assertThat(OpTest.only(result, Logged.class).message()).isEqualTo("it is [FAILED toString()]");
  }

  @Test
  void aPatternThatDoesNotFitItsArgumentsIsLoggedAsFarAsItGoes() {
    Result result =
        JobRun.of(
                job(context -> {
                  context.log().info("{} of {}", 1);
                  context.log().info("nothing", 1, 2, 3);
                }))
            .run();

    assertThat(result.events(Logged.class))
        .extracting(Logged::message)
        .containsExactly("1 of {}", "nothing");
  }

  @Test
  void aListenerThatFailsAnAssertionIsToldNoMore() {
    Result result =
        JobRun.of(job(_ -> {}))
            .listening(_ -> {
              throw new AssertionError("not as expected");
            })
            .run();

    assertThat(result.succeeded()).isTrue();
    assertThat(OpTest.only(result, Logged.class).error().orElseThrow().summary())
        .isEqualTo("AssertionError: not as expected");
  }
}
