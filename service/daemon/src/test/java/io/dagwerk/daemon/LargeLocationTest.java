package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A location that defines very much is loaded as long as the limit allows it.
class LargeLocationTest {
  private static final String SOURCE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;

      public final class Pipeline implements CodeLocation {
        final Asset<String> orders =
            Asset.named("orders", String.class)
                .describedAs("x".repeat(20_000_000))
                .by(() -> "orders");

        @Override
        public Definitions definitions() {
          return Definitions.in(this);
        }
      }
      """;

  @TempDir private Path folder;

  private LocationStatus loaded(SizeLimits limits) throws Exception {
    try (Instance instance = Instance.limited(folder, SOURCE, limits)) {
      return instance.await(
          () -> instance.daemon().locations().getFirst(),
          location -> location.state() != LocationStatus.State.LOADING);
    }
  }

  @Test
  void aDefinitionThatIsLargerThanOtherMessagesIsLoaded() throws Exception {
    assertThat(loaded(SizeLimits.DEFAULT).state()).isEqualTo(LocationStatus.State.READY);
  }

  @Test
  void definitionsBeyondTheLimitAreAnErrorWithTheSettingsName() throws Exception {
    LocationStatus status = loaded(SizeLimits.DEFAULT.with(SizeLimit.DEFINITIONS, 1_000_000));

    assertThat(status.state()).isEqualTo(LocationStatus.State.DOWN);
    assertThat(status.describe()).contains("limits.definitions is 1,000,000");
  }
}
