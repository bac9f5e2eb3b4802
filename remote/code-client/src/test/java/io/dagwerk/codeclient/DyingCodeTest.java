package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.testsupport.Death;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// User code that ends its code server, wherever that calls it: whoever asks is told how.
class DyingCodeTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;

      public final class Pipeline implements CodeLocation {
        static {
          Death.at("loading");
        }

        final Job job = Job.named("job").running(graph -> graph.op("one").doing(() -> {}));
        final Schedule fatal =
            Schedule.named("fatal").cron("@daily").running(job).by(Pipeline::decide);
        final Schedule harmless =
            Schedule.named("harmless").cron("@daily").running(job).by(() -> Decision.skip("no"));

        public Definitions definitions() {
          Death.at("definitions");
          return Definitions.in(this);
        }

        static Decision decide() {
          Death.at("schedule");
          return Decision.skip("alive");
        }
      }

      """
          + Death.SOURCE;

  @TempDir private static Path folder;
  private static UserCode code;

  @BeforeAll
  static void compile() throws IOException {
    code = UserCode.compile(folder, PIPELINE.replace("@FOLDER@", folder.toString()), List.of());
  }

  private static Instance dyingAt(String place, String death) throws Exception {
    Files.writeString(folder.resolve("death"), place + " " + death);
    return new Instance(code, folder.resolve("storage"), Duration.ofSeconds(2), 0);
  }

  private static ErrorInfo whyUndescribed(String place, String death, Duration deadline)
      throws Exception {
    try (Instance instance = dyingAt(place, death)) {
      return switch (instance.location().describe(deadline)) {
        case Answer.Missing<LocationSnapshot>(ErrorInfo error) -> error;
        case Answer.Given<LocationSnapshot> given -> throw new AssertionError(given);
      };
    }
  }

  private static ErrorInfo whyUndecided(Instance instance, Duration timeout) {
    Evaluation evaluation =
        instance.location().evaluateSchedule("fatal", Instant.now(), ConfigTree.empty(), timeout);
    assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
    return ((Evaluation.Failed) evaluation).error();
  }

  @ParameterizedTest
  @EnumSource
  void codeThatDiesWhenItsClassIsLoadedSaysHow(Death death) throws Exception {
    assertThat(whyUndescribed("loading", death.name(), Instance.PATIENCE).message())
        .contains(death.reason());
  }

  @ParameterizedTest
  @EnumSource
  void codeThatDiesWhenItDefinesSaysHow(Death death) throws Exception {
    assertThat(whyUndescribed("definitions", death.name(), Instance.PATIENCE).message())
        .contains(death.reason());
  }

  @ParameterizedTest
  @EnumSource
  void codeThatDiesWhenAScheduleIsAskedFailsTheEvaluationAndSaysHow(Death death) throws Exception {
    try (Instance instance = dyingAt("schedule", death.name())) {
      assertThat(whyUndecided(instance, Instance.PATIENCE).message()).contains(death.reason());
    }
  }

  @Test
  void theStackOfACrashIsShownWithIt() throws Exception {
    assertThat(whyUndescribed("loading", "SEGV", Instance.PATIENCE).frames())
        .anyMatch(frame -> frame.contains("pipeline.Pipeline.<clinit>"));
  }

  @Test
  void memoryOutsideOfTheHeapThatIsNotThereIsAnErrorOfTheCode() throws Exception {
    for (String place : List.of("loading", "definitions")) {
      ErrorInfo error = whyUndescribed(place, "NATIVE", Instance.PATIENCE);
      assertThat(error.root().summary()).contains("OutOfMemoryError", "70368744177664 bytes");
    }
    try (Instance instance = dyingAt("schedule", "NATIVE")) {
      assertThat(whyUndecided(instance, Instance.PATIENCE).summary())
          .contains("OutOfMemoryError", "70368744177664 bytes");
    }
  }

  @Test
  void codeThatNeverYieldsFailsByTheDeadline() throws Exception {
    for (String place : List.of("loading", "definitions")) {
      assertThat(whyUndescribed(place, "SPIN", Duration.ofSeconds(3)).message())
          .contains("it took too long");
    }
  }

  @Test
  void aScheduleThatNeverYieldsFailsByItsTimeoutAndHoldsUpNoOther() throws Exception {
    try (Instance instance = dyingAt("schedule", "SPIN")) {
      assertThat(whyUndecided(instance, Duration.ofSeconds(1)).message())
          .contains("schedule 'fatal' took longer than its timeout of PT1S");
      assertThat(
              instance
                  .location()
                  .evaluateSchedule(
                      "harmless", Instant.now(), ConfigTree.empty(), Instance.PATIENCE))
          .isInstanceOf(Evaluation.Skipped.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ABORT", "HALT"})
  void whatTheCodeHasStartedGoesWithItsCodeServer(Death death) throws Exception {
    UserCode starting =
        UserCode.compile(
            Files.createDirectories(folder.resolve("starting-" + death)),
            PIPELINE
                .replace(
                    "Death.at(\"definitions\");",
                    """
                    try {
                      Process child = new ProcessBuilder("sleep", "600").start();
                      java.nio.file.Files.writeString(
                          java.nio.file.Path.of("@FOLDER@", "child"), Long.toString(child.pid()));
                    } catch (java.io.IOException e) {
                      throw new IllegalStateException(e);
                    }
                    """)
                .replace("@FOLDER@", folder.toString()),
            List.of());
    Files.writeString(folder.resolve("death"), "schedule " + death);
    try (Instance instance =
        new Instance(starting, folder.resolve("storage"), Duration.ofSeconds(2), 0)) {
      assertThat(instance.snapshot().jobs()).hasSize(1);
      Optional<ProcessHandle> child =
          ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("child"))));
      whyUndecided(instance, Instance.PATIENCE);
      child.ifPresent(DyingCodeTest::awaitEnd);
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      var _ = process.onExit().get(Instance.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("process %d lives on".formatted(process.pid()), e);
    }
  }
}
