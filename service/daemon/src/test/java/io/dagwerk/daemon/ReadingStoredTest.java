package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.StepKey;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An instance that knows nothing of what another has stored.
class ReadingStoredTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;

      public final class Pipeline implements CodeLocation {
        final Asset<String> sales = Asset.named("sales", String.class).by(() -> "sales");
        final Asset<String> revenue =
            Asset.named("revenue", String.class).from(sales).by(sold -> "revenue of " + sold);
        final Job refresh =
            Job.named("refresh").mode("local", Mode::readingStored).materializing(sales, revenue);

        public Definitions definitions() {
          return Definitions.in(this);
        }
      }
      """;

  private static final LaunchRequest REVENUE = LaunchRequest.of("refresh").select("revenue");

  @TempDir private Path folder;

  @Test
  @Covers("S41.4")
  void aRunIsPlannedInAModeThatReadsWhatIsStoredThoughNothingIsKnownOfIt() throws Exception {
    try (Instance instance =
        Instance.of(folder, PIPELINE, 1, () -> SqliteStorage.open(folder.resolve("dagwerk.db")))) {
      instance.awaitReady();

      LaunchPlan local = instance.daemon().preview(Principal.LOCAL, REVENUE.mode("local"));

      assertThat(local.plan().steps().sequencedKeySet()).containsExactly(StepKey.of("revenue"));
      assertThatThrownBy(() -> instance.daemon().preview(Principal.LOCAL, REVENUE))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("asset 'revenue' reads 'sales', which was never materialized");
    }
  }
}
