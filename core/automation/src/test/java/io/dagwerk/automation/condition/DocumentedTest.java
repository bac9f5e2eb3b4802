package io.dagwerk.automation.condition;

import static io.dagwerk.automation.condition.TestAsset.asset;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Condition;
import io.dagwerk.model.Partitions;
import org.junit.jupiter.api.Test;

/// The conditions that the pages show do what the pages say.
class DocumentedTest {
  @Test
  void theConditionsOfThePageDoWhatTheyAreNamedFor() {
    Condition nightly =
        Condition.cronTickPassed("0 2 * * *", "Europe/Amsterdam")
            .sinceLastHandled()
            .and(Condition.anyUpstreamMissing().not())
            .and(Condition.inProgress().not());

    Condition exceptReference = Condition.eager().ignoring("group:reference");

    Condition allDays = Condition.eager().without(Condition.inLatestWindow());

    Condition whenBothAreNew = Condition.allUpstream(Condition.newlyUpdated()).sinceLastHandled();

    Partitions days = Partitions.daily("2001-01-08");
    Bench bench =
        new Bench(
            asset("countries").group("reference"),
            asset("sales").by(days),
            asset("nightly").reading("countries").when(nightly),
            asset("except").reading("countries").when(exceptReference),
            asset("days").by(days).reading("sales").when(allDays),
            asset("both").reading("countries", "sales").when(whenBothAreNew));
    bench.updated("except", "days@2001-01-08", "days@2001-01-09");
    assertThat(bench.requests()).isEmpty();
    assertThat(bench.updated("sales@2001-01-08").requests()).containsExactly("days@2001-01-08");
    assertThat(bench.updated("countries").requests()).containsExactly("both");
    assertThat(bench.at("2001-01-10T01:00:00Z").requests()).containsExactly("nightly");
  }
}
