package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.spi.RunFilter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is beyond a limit is answered as the table of limits says, by an instance with real
/// workers.
class LimitsTest {
  private static final String SOURCE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;

      public final class Pipeline implements CodeLocation {
        final Job greet =
            Job.named("greet").running(graph -> graph.op("hello", String.class).by(() -> "hello"));

        @Override
        public Definitions definitions() {
          return Definitions.in(this);
        }
      }
      """;

  @TempDir private static Path folder;
  private static Instance instance;

  @BeforeAll
  static void start() throws Exception {
    instance =
        Instance.limited(
            folder,
            SOURCE,
            SizeLimits.DEFAULT.with(SizeLimit.TAGS, 2).with(SizeLimit.CONFIG, 1_000));
    instance.awaitReady();
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  private static void launch(LaunchRequest request) {
    var _ = instance.daemon().launch(Principal.LOCAL, request);
  }

  @Test
  void aLaunchWithTooManyTagsIsRefused() {
    LaunchRequest tagged = LaunchRequest.of("greet").tag("team", "sales").tag("cost", "low");

    assertThat(instance.daemon().preview(Principal.LOCAL, tagged).tags())
        .containsKeys("team", "cost", "dagwerk/launched_by");
    assertThatThrownBy(() -> launch(tagged.tag("dagwerk/mine", "yes")))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "the run has 3 tags, but limits.tags is 2; give less, or raise that setting of dagwerk.yaml");
    assertThat(instance.daemon().list(RunFilter.all(), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void aLaunchWithTooLargeAConfigIsRefusedBeforeItsCodeIsAsked() {
    ConfigTree large = ConfigTree.of(Map.of("no", "x".repeat(1_000)));

    assertThatThrownBy(() -> launch(LaunchRequest.of("greet").config(large)))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "the config of the run, as JSON, has 1,010 bytes, but limits.config is 1,000; give less, or raise that setting of dagwerk.yaml");
  }
}
