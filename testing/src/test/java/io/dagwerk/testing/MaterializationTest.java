package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.partitionKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.plan.StepState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaterializationTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-01");

  private final Asset<String> raw =
      Asset.named("raw", String.class)
          .partitionedBy(DAYS)
          .from(partitionKey())
          .by(PartitionKey::text);

  private final Asset<Integer> length =
      Asset.named("length", Integer.class).partitionedBy(DAYS).from(raw).by(String::length);

  private final Asset<Integer> month =
      Asset.named("month", Integer.class)
          .partitionedBy(Partitions.monthly("2001-01-01"))
          .from(length.allPartitions())
          .by(MaterializationTest::sum);

  private final Check isLong =
      Check.named("is_long")
          .on(length)
          .blocking()
          .from(length)
          .by(x -> Outcome.passedIf(x > 20, "found " + x));

  private static int sum(Map<PartitionKey, Integer> days) {
    return days.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void anAssetIsMadeWithEverythingUpstream() {
    Materialization run = Materialization.inMemory().on("2001-01-09");

    assertThat(run.value(month)).isEqualTo(10);
    assertThat(run.value(raw)).isEqualTo("2001-01-09");
  }

  @Test
  void severalDaysFillAMonth() {
    Materialization run = Materialization.inMemory().on("2001-01-09", "2001-01-10", "2001-01-11");

    assertThat(run.value(month)).isEqualTo(30);
    assertThat(run.value(raw, "2001-01-10")).isEqualTo("2001-01-10");
  }

  @Test
  void aGivenValueStandsInForItsAsset() {
    Materialization run = Materialization.inMemory().with(raw, "four").on("2001-01-09");

    assertThat(run.value(length)).isEqualTo(4);
  }

  @Test
  void aBlockingCheckThatFailsStopsWhatReadsItsAsset() {
    Materialization run = Materialization.inMemory(this).on("2001-01-09").select("+month");

    assertThat(run.outcome(isLong).passed()).isFalse();
    assertThat(run.run().state("length[2001-01-09]")).isInstanceOf(StepState.Succeeded.class);
    assertThat(run.run().state("month[2001-01]")).isInstanceOf(StepState.Abandoned.class);
    assertThatThrownBy(() -> run.value(month))
        .isInstanceOf(RunFailed.class)
        .hasMessageContaining("is_long");
  }
}
