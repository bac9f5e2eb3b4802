package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.Covers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed in the middle of a run, and started again.
class KilledHostTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.nio.file.*;
      import java.util.concurrent.*;

      public final class Pipeline implements CodeLocation {
        final Job gate =
            Job.named("gate")
                .running(graph -> {
                  Op<String> first = graph.op("first", String.class).by(Pipeline::first);
                  Op<String> second = graph.op("second", String.class).from(first).by(Pipeline::second);
                  graph.op("third").from(second).doing(Pipeline::third);
                });

        public Definitions definitions() {
          return Definitions.in(this);
        }

        static String first() throws Exception {
          mark("first");
          return "first";
        }

        static String second(String value) throws Exception {
          mark("second");
          while (!Files.exists(Path.of("@FOLDER@", "gate"))) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
          }
          return value;
        }

        static void third(String value) throws Exception {
          mark("third");
        }

        final Job tell =
            Job.named("tell").running(graph -> graph.op("token").doing(Pipeline::token));

        static void token() {
          System.out.println("token=" + System.getenv("DAGWERK_TOKEN"));
        }

        private static void mark(String what) throws Exception {
          Files.createTempFile(Path.of("@FOLDER@"), what + "-", ".mark");
        }
      }
      """;

  @TempDir private Path folder;
  private HostProcess host;

  @BeforeEach
  void start() throws Exception {
    host = new HostProcess(folder, PIPELINE.replace("@FOLDER@", folder.toString()));
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private String launch() throws Exception {
    Ended launched = host.dagwerk("run", "gate", "--detach");
    assertThat(launched.code()).as(launched.err()).isZero();
    String run = launched.out().strip();
    host.awaitPrinted("second\tRUNNING", "runs", "show", run);
    host.awaitCalls("second", 1);
    return run;
  }

  @Test
  @Covers("S39.4")
  void theRunGoesOnAndNothingIsLostOrDoneTwice() throws Exception {
    String run = launch();

    host.kill();
    Files.createFile(folder.resolve("gate"));
    host.startAgain();

    host.awaitPrinted("the run succeeded", "runs", "show", run);
    assertThat(host.dagwerk("runs", "show", run).out())
        .contains("first\tSUCCEEDED", "second\tSUCCEEDED", "third\tSUCCEEDED")
        .containsOnlyOnce("the run succeeded");
    assertThat(host.calls("first")).isEqualTo(1);
    assertThat(host.calls("second")).isEqualTo(1);
    assertThat(host.calls("third")).isEqualTo(1);
  }

  @Test
  void aRunWhoseWorkerWasKilledTooEndsWithTheReasonAndIsExecutedAgainFromThere() throws Exception {
    String run = launch();

    host.killAll();
    host.startAgain();

    host.awaitPrinted("the run failed", "runs", "show", run);
    assertThat(host.dagwerk("runs", "show", run).out())
        .contains("first\tSUCCEEDED", "second\tFAILED", "third\tABANDONED", "was lost");
    Files.createFile(folder.resolve("gate"));
    Ended again = host.dagwerk("runs", "rerun", run, "--from-failure");
    assertThat(again.code()).as(again.out() + again.err()).isZero();
    assertThat(host.calls("first")).isEqualTo(1);
    assertThat(host.calls("second")).isEqualTo(2);
  }

  @Test
  void aCommandThatFindsNoServerWaitsUntilTheRunThatItCancelsHasEnded() throws Exception {
    String run = launch();
    host.kill();

    Ended canceled = host.alone("runs", "cancel", run);

    assertThat(canceled.out()).as(canceled.err()).isEqualTo("run %s CANCELED\n".formatted(run));
    assertThat(host.alone("runs", "show", run).out()).contains("second\tCANCELED");
    assertThat(host.calls("third")).isZero();
  }

  @Test
  void aCommandThatFindsNoServerStartsNoOtherRunsThanItsOwn() throws Exception {
    host.kill();
    Ended waiting = host.alone("run", "gate", "--detach");
    String other = waiting.out().strip();

    Ended own = host.alone("run", "tell");

    assertThat(own.code()).as(own.out() + own.err()).isZero();
    assertThat(own.out()).contains("token=null");
    assertThat(host.alone("runs", "list", "--status", "queued").out()).contains(other);
    Ended locations = host.alone("locations", "list");
    assertThat(locations.out()).as(locations.err()).startsWith("pipeline\tREADY\t");
    assertThat(host.alone("locations", "reload", "pipeline").code()).isEqualTo(4);
    Ended deleted = host.alone("runs", "cancel", other);
    assertThat(deleted.out()).as(deleted.err()).isEqualTo("run %s CANCELED\n".formatted(other));
    assertThat(host.alone("runs", "delete", other).code()).isZero();
  }
}
