package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.definitions.TypeCheck;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.model.Metadata;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventOrderTest {
  private static final Type<String> TEXT =
      Type.of(String.class).named("text").checkedBy(_ -> TypeCheck.success());

  @Test
  @Covers("K6.1")
  void theEventsOfARunOfTwoStepsComeInTheOrderOfCauseAndEffect() {
    Resource<Integer> source = Resource.named("source", Integer.class).by(() -> 3);
    Hook tell = Hook.named("tell").by(end -> end.log().info("told"));
    Job job =
        Job.named("two")
            .executor(Executor.serial())
            .onSuccess(tell)
            .running(graph -> {
              Op<String> extract =
                  graph
                      .op("extract", TEXT)
                      .from(source, Input.context())
                      .by((number, context) -> {
                        context.log().info("reading {}", number);
                        return "value";
                      });
              graph
                  .op("load")
                  .from(extract, Input.context())
                  .doing((text, context) -> {
                    context.log().info("loading {}", text);
                    context.materialized("orders", Metadata.none());
                  });
            });

    assertThat(EventLines.of(JobRun.of(job).run()))
        .containsExactly(
            "RunQueued",
            "RunPlanned [extract, load]",
            "RunStarted",
            "StepStarted extract",
            "ResourceOpened source",
            "Logged extract: reading 3",
            "TypeChecked extract output result: true",
            "OutputStored extract result",
            "StepSucceeded extract",
            "Logged extract: told",
            "HookSucceeded extract tell",
            "StepStarted load",
            "InputLoaded load 0 from extract",
            "TypeChecked load input 0: true",
            "Logged load: loading value",
            "AssetMaterialized load",
            "StepSucceeded load",
            "Logged load: told",
            "HookSucceeded load tell",
            "ResourceClosed source",
            "RunSucceeded");
  }

  @Test
  void positionsAreDenseAndStartAtOne() {
    Job job = Job.named("one").running(graph -> graph.op("work").doing(() -> {}));

    Result result = JobRun.of(job).run();

    assertThat(result.record().log())
        .extracting(recorded -> recorded.position())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, result.record().log().size()).boxed().toList());
  }

  @Test
  @Covers("K6.3")
  void anExceptionIsKeptWithItsStackAndItsCauses() {
    Job job = Job.named("one").running(graph -> graph.op("work").doing(EventOrderTest::parse));

    ErrorInfo error = OpTest.only(JobRun.of(job).run(), StepFailed.class).error();

    assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.frames().getFirst()).contains("EventOrderTest.parse");
    assertThat(error.cause().orElseThrow().type()).isEqualTo("java.io.UncheckedIOException");
    assertThat(error.cause().orElseThrow().frames().getFirst()).contains("EventOrderTest.read");
    assertThat(error.root().summary()).isEqualTo("IOException: disk is gone");
    assertThat(error.root().frames()).hasSizeGreaterThan(3);
  }

  private static void parse() {
    try {
      read();
    } catch (UncheckedIOException e) {
      throw new IllegalStateException("cannot parse", e);
    }
  }

  private static void read() {
    throw new UncheckedIOException(new IOException("disk is gone"));
  }
}
