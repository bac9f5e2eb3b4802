package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.RunId;
import io.dagwerk.testsupport.Covers;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Locations that do what they should not: each is a value, and none stays in the way.
class BrokenLocationTest {
  private static final String LOCATION =
      """
      package pipeline;

      import io.dagwerk.definitions.CodeLocation;
      import io.dagwerk.definitions.Definitions;
      import java.util.ArrayList;
      import java.util.List;

      public final class Pipeline implements CodeLocation {
        public Definitions definitions() {
          @BODY@
        }
      }
      """;

  @TempDir private Path folder;

  private Answer<LocationSnapshot> described(String body, Duration deadline) throws Exception {
    UserCode code = UserCode.compile(folder, LOCATION.replace("@BODY@", body), List.of());
    try (Instance instance =
        new Instance(code, folder.resolve("storage"), Duration.ofSeconds(2), 0)) {
      return instance.location().describe(deadline);
    }
  }

  @Test
  void aLocationThatThrowsIsShownWithWhatItThrew() throws Exception {
    assertThat(
            described("throw new IllegalStateException(\"no configuration\");", Instance.PATIENCE))
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> {
              assertThat(missing.error().summary())
                  .isEqualTo("IllegalStateException: no configuration");
              assertThat(missing.error().frames().getFirst()).contains("Pipeline.java:10");
            });
  }

  @Test
  void aLocationThatHangsIsAMissingAnswer() throws Exception {
    assertThat(described("while (true) { Thread.onSpinWait(); }", Duration.ofSeconds(3)))
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> assertThat(missing.error().message()).contains("DEADLINE_EXCEEDED"));
  }

  @Test
  void aLocationThatEndsItsProcessIsAMissingAnswer() throws Exception {
    assertThat(described("Runtime.getRuntime().halt(1); return null;", Duration.ofSeconds(10)))
        .isInstanceOf(Answer.Missing.class);
  }

  @Test
  void aLocationThatEatsItsHeapIsAMissingAnswer() throws Exception {
    String eats =
        "List<byte[]> all = new ArrayList<>(); while (true) { all.add(new byte[1 << 20]); }";
    assertThat(described(eats, Duration.ofSeconds(20))).isInstanceOf(Answer.Missing.class);
  }

  @Test
  @Covers("S2.6")
  void aRunGoesOnWhenItsCodeServerIsKilled() throws Exception {
    UserCode code =
        UserCode.compile(
            folder,
            UserCode.source("Pipeline.java.txt").replace("@FOLDER@", folder.toString()),
            List.of());
    try (Instance instance =
        new Instance(code, folder.resolve("storage"), Duration.ofSeconds(2), 1)) {
      RunId run = instance.start("gate");
      instance.awaitStepStarted(run);
      ProcessHandle.of(instance.codeServer().pid()).orElseThrow().destroyForcibly();
      assertThat(instance.codeServer().ended().get(30, TimeUnit.SECONDS).exitCode()).isEqualTo(137);
      open(folder.resolve("gate"));
      assertThat(instance.runs().awaitEnd(run).getLast()).isInstanceOf(Event.RunSucceeded.class);
    }
  }

  private static void open(Path gate) throws IOException {
    Files.writeString(gate, "open");
  }
}
