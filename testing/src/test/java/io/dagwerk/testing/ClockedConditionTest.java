package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.partitionKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.Blocking;
import io.dagwerk.model.Event;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunTags;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Conditions on a virtual clock, from the declaration to the runs that they ask for.
class ClockedConditionTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Partitions DAYS = Partitions.daily("2001-01-01");

  private final Set<String> bad = new HashSet<>();
  private final Asset<String> raw =
      Asset.named("raw", String.class).partitionedBy(DAYS).from(partitionKey()).by(this::read);
  private final Asset<String> clean =
      Asset.named("clean", String.class)
          .partitionedBy(DAYS)
          .automatedBy(Condition.eager())
          .from(raw)
          .by(text -> text.replace("raw", "clean"));
  private final Asset<String> shown =
      Asset.named("shown", String.class)
          .partitionedBy(DAYS)
          .automatedBy(Condition.eager())
          .from(clean)
          .by(text -> text + "!");
  private final Job load = Job.named("load").materializing(raw);

  private String read(PartitionKey key) {
    if (bad.contains(key.text())) {
      throw new IllegalStateException("no data of " + key);
    }
    return "raw " + key;
  }

  @Test
  void whatIsUpdatedUpstreamIsMadeOnceDownstreamInOneRun() {
    Clockwork clock = clock(raw, clean, shown, load);
    clock.advance(DAY);
    assertThat(clock.runs()).isEmpty();

    clock.launch(load, "2001-01-01");
    clock.advance(Duration.ZERO);

    assertThat(clock.value(shown, "2001-01-01")).isEqualTo("clean 2001-01-01!");
    assertThat(clock.runs()).hasSize(2);
    assertThat(clock.runs().getLast().events(Event.AssetMaterialized.class))
        .extracting(made -> made.asset().toString())
        .containsExactly("clean", "shown");
    clock.advance(DAY.dividedBy(2));
    assertThat(clock.runs()).hasSize(2);

    clock.launch(load, "2001-01-01");
    clock.advance(Duration.ZERO);
    assertThat(clock.runs()).hasSize(4);
    assertThat(clock.refused()).isEmpty();
  }

  @Test
  void whatIsMissingUpstreamIsWaitedForAndNamed() {
    Clockwork clock = clock(raw, clean, shown, load);

    clock.advance(DAY);

    assertThat(clock.why(clean, "2001-01-01")).anyMatch(reason -> reason.contains("raw"));
    assertThatThrownBy(() -> clock.why(raw, "2001-01-01")).hasMessageContaining("no condition");
  }

  @Test
  void dayAfterDayIsMadeByItself() {
    Asset<String> all =
        Asset.named("all", String.class)
            .partitionedBy(DAYS)
            .automatedBy(Condition.onMissing())
            .from(partitionKey())
            .by(this::read);
    Clockwork clock = clock(all);

    clock.advance(DAY.multipliedBy(5));

    assertThat(clock.partitions(all))
        .extracting(PartitionKey::text)
        .containsExactly("2001-01-01", "2001-01-02", "2001-01-03", "2001-01-04", "2001-01-05");
    assertThat(clock.runs()).hasSize(5);
  }

  @Test
  void aRunThatFailedIsNotAskedForAgainUntilSomethingHappens() {
    Asset<String> all =
        Asset.named("all", String.class)
            .partitionedBy(DAYS)
            .automatedBy(Condition.onMissing())
            .from(partitionKey())
            .by(this::read);
    bad.add("2001-01-02");
    Clockwork clock = clock(all);

    clock.advance(DAY.multipliedBy(3));

    assertThat(clock.runs()).hasSize(3);
    assertThat(clock.partitions(all))
        .extracting(PartitionKey::text)
        .containsExactly("2001-01-01", "2001-01-03");
  }

  @Test
  void runsAndChecksAreToldToConditionsAndRunsSayWhichAskedForThem() {
    Check sane =
        Check.named("sane").on(raw).from(raw).by(text -> Outcome.passedIf(!bad.contains("x"), "x"));
    Asset<String> checked =
        Asset.named("checked", String.class)
            .partitionedBy(DAYS)
            .automatedBy(
                Condition.eager()
                    .and(
                        Condition.on(
                            raw.key(),
                            Condition.allChecks(Condition.checkPassed(), Blocking.ANY_CHECK))))
            .from(raw)
            .by(text -> text);
    Clockwork clock = clock(raw, sane, checked, load);
    clock.advance(DAY);
    bad.add("x");
    clock.launch(load, "2001-01-01");
    clock.advance(Duration.ZERO);
    assertThat(clock.partitions(checked)).isEmpty();

    bad.clear();
    clock.launch(load, "2001-01-01");
    clock.advance(Duration.ZERO);

    assertThat(clock.partitions(checked)).hasSize(1);
    assertThat(clock.launches().getLast().tags()).containsEntry(RunTags.CONDITION, "checked");
  }

  @Test
  void whatAnEarlierClockworkMadeIsNoNews() {
    Clockwork earlier = clock(raw, clean, shown, load);
    earlier.advance(DAY);
    earlier.launch(load, "2001-01-01");
    earlier.advance(Duration.ZERO);

    Clockwork later =
        Clockwork.of(Definitions.of(List.of(raw, clean, shown, load)))
            .startingAt("2001-01-02T00:00Z")
            .after(earlier);
    later.advance(DAY.dividedBy(2));

    assertThat(later.runs()).isEmpty();
  }

  private static Clockwork clock(Definition... definitions) {
    return Clockwork.of(Definitions.of(List.of(definitions))).startingAt("2001-01-01T00:00Z");
  }
}
