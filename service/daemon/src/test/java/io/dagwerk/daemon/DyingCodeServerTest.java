package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.testsupport.Death;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An instance whose code ends its code server when it is asked something.
class DyingCodeServerTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;

      public final class Pipeline implements CodeLocation {
        public record Limit(@io.dagwerk.config.Default("10") int limit) {
          public Limit {
            Death.at("config");
          }
        }

        final Job limited =
            Job.named("limited")
                .running(graph ->
                    graph.op("read", String.class).from(Input.config(Limit.class)).by(limit -> "read"));

        public Definitions definitions() {
          return Definitions.in(this);
        }
      }

      """
          + Death.SOURCE;

  @TempDir private Path folder;

  @Test
  void codeThatEndsItsCodeServerWhenItIsAskedIsStartedAgainEverLater() throws Exception {
    try (Instance asked =
        Instance.of(
            folder,
            PIPELINE.replace("@FOLDER@", folder.toString()),
            2,
            () -> SqliteStorage.open(folder.resolve("dagwerk.db")))) {
      dieWhenAsked(asked);
      String once = trouble(asked);
      dieWhenAsked(asked);

      assertThat(once).contains("exit code 7", "no license", "it is started again in 1 s");
      assertThat(trouble(asked)).contains("it is started again in 2 s");
    }
  }

  private void dieWhenAsked(Instance asked) throws Exception {
    Files.writeString(folder.resolve("death"), "none none");
    asked.awaitReady();
    Files.writeString(folder.resolve("death"), "config EXIT");
    LaunchRequest request = LaunchRequest.of("limited");
    assertThatThrownBy(() -> asked.daemon().launch(Principal.LOCAL, request))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("its code server ended before it answered, with exit code 7");
  }

  private static String trouble(Instance asked) throws InterruptedException {
    return asked
        .await(
            () -> asked.daemon().locations().getFirst().trouble(),
            trouble -> trouble.filter(why -> why.message().contains("again in")).isPresent())
        .orElseThrow()
        .message();
  }
}
