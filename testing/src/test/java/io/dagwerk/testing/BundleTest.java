package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.model.Event.AssetMaterialized;
import io.dagwerk.model.Event.OutputStored;
import io.dagwerk.plan.StepState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Several assets of one function, of which some are stored by the function itself.
final class BundleTest {
  private final Bundle<Split> split =
      Bundle.named("split", Split.class)
          .metadata("warehouse", "sales")
          .by(() -> new Split(Materialized.with("rows", 7).dataVersion("v7"), 3));
  private final Asset<Void> paid = split.reported("paid", Split::paid);
  private final Asset<Integer> open = split.part("open", Integer.class, Split::open);
  private final Check few =
      Check.named("few").on(paid).blocking().by(() -> Outcome.failure("7 are too many"));
  private final Asset<Integer> invoices =
      Asset.named("invoices", Integer.class).after(paid).by(() -> 1);
  private final Asset<Integer> reminders =
      Asset.named("reminders", Integer.class).from(open).by(number -> number);
  private final Job refresh = Job.named("refresh").materializing(Job.select("*"));

  private record Split(Materialized paid, int open) {}

  @Test
  void whatTheFunctionStoredItselfIsReportedAndTheRestIsStored() {
    Result result =
        JobRun.of(refresh, Definitions.of(List.of(split, paid, open))).run().requireSuccess();

    assertThat(result.events(AssetMaterialized.class))
        .extracting(
            made -> made.asset().toString(),
            AssetMaterialized::metadata,
            AssetMaterialized::dataVersion)
        .satisfiesExactly(
            first ->
                assertThat(first.toList())
                    .containsExactly(
                        "paid", Materialized.with("rows", 7).metadata(), Optional.of("v7")),
            second -> assertThat(second.toList().getFirst()).isEqualTo("open"));
    assertThat(result.events(OutputStored.class)).hasSize(1);
  }

  @Test
  void aFactOfABundleIsOneOfEachPart() {
    assertThat(paid.asset().metadata().find("warehouse")).isPresent();
    assertThat(open.asset().metadata().find("warehouse")).isPresent();
  }

  @Test
  void aBlockingCheckStopsWhatComesAfterAnAssetWithoutReadingIt() {
    Result result =
        JobRun.of(refresh, Definitions.of(List.of(split, paid, open, few, invoices, reminders)))
            .run();

    assertThat(result.succeeded()).isFalse();
    assertThat(result.state("split")).isInstanceOf(StepState.Succeeded.class);
    assertThat(result.state("invoices")).isInstanceOf(StepState.Abandoned.class);
    assertThat(result.state("reminders")).isInstanceOf(StepState.Succeeded.class);
    assertThat(result.why("invoices"))
        .isEqualTo("step 'invoices' did not run, because step 'paid.few' before it failed");
  }
}
