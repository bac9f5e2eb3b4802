package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunEnd;
import io.dagwerk.model.SensorSnapshot.Match;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is refused of schedules and sensors.
class InstigatorProblemsTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-01");

  private final Job job = Job.named("job").running(graph -> graph.op("a").doing(() -> {}));
  private final Asset<String> daily = asset("daily", DAYS);
  private final Asset<String> regional = asset("regional", Partitions.fixed("eu", "us"));
  private final Asset<String> whole = Asset.named("whole", String.class).by(() -> "");

  private static Asset<String> asset(String name, Partitions partitions) {
    return Asset.named(name, String.class).partitionedBy(partitions).by(() -> "");
  }

  @Test
  @Covers("S11.2")
  void expressionsThatAreNoneAreRefusedWhenTheDefinitionsAreLoaded() {
    Schedule schedule =
        Schedule.named("schedule")
            .cron("0 6 * * *", "61 * * * *", "nonsense")
            .running(job)
            .always();

    assertThat(FoundProblems.of(job, schedule))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("schedule 'schedule': "))
        .anyMatch(problem -> problem.contains("61"))
        .anyMatch(problem -> problem.contains("nonsense"));
  }

  @Test
  void whatWokeASensorIsReadByTheSensorsThatItWakes() {
    Sensor timed =
        Sensor.named("timed")
            .running(job)
            .from(Input.endedRun(), Input.updates(), Input.delivery())
            .by((run, updates, delivery) -> Decision.skip("no"));
    Sensor onRun =
        Sensor.named("on_run")
            .onEndOfAnyJob(RunEnd.FAILED)
            .acting()
            .from(Input.endedRun())
            .by(run -> Decision.skip(run.reason()));
    Sensor onAsset =
        Sensor.named("on_asset")
            .onMaterialization(daily)
            .acting()
            .from(Input.updates())
            .by(updates -> Decision.skip("seen " + updates.partition()));
    Sensor onWebhook =
        Sensor.named("on_webhook")
            .onWebhook("orders")
            .acting()
            .from(Input.delivery())
            .by(delivery -> Decision.skip(delivery.body()));

    assertThat(FoundProblems.of(job, daily, timed, onRun, onAsset, onWebhook))
        .containsExactly(
            "sensor 'timed' reads endedRun(), which only sensors on the end of a run have; leave it out",
            "sensor 'timed' reads updates(), which only sensors on materializations have; leave it out",
            "sensor 'timed' reads delivery(), which only sensors on a webhook have; leave it out");
  }

  @Test
  void assetsThatAreWatchedTogetherBelongTogether() {
    Sensor.Builder sensor = Sensor.named("sensor");

    assertThat(problems(sensor.onMaterialization(Match.ALL, daily, regional)))
        .containsExactly(
            "sensor 'sensor' is asked about partitions by day, but watches asset 'regional', which has partitions by 2 fixed keys; say per(...) with windows that cover all");
    assertThat(problems(sensor.onMaterialization(Match.ALL, daily, whole)))
        .singleElement()
        .asString()
        .contains("asset 'whole', which has no partitions");
    assertThat(problems(sensor.onMaterialization(Match.ANY)))
        .singleElement()
        .asString()
        .contains("watches no asset");
    Partitions weeks = Partitions.weekly("2001-01-01");
    assertThat(problems(sensor.onMaterialization(daily).per(weeks))).isEmpty();
    Partitions hours = Partitions.hourly("2001-01-01");
    assertThat(problems(sensor.onMaterialization(daily).per(hours))).hasSize(1);
  }

  private List<String> problems(Sensor.Builder sensor) {
    return FoundProblems.of(daily, regional, whole, sensor.acting().by(() -> Decision.skip("no")));
  }

  @Test
  void anOffsetWithoutWindowsToCountFromIsRefused() {
    Job days = Job.named("days").materializing(daily);
    Schedule.Builder late = Schedule.named("late").offset(Duration.ofHours(2));

    assertThat(FoundProblems.of(daily, days, late.ofPartitions(days))).isEmpty();
    assertThat(FoundProblems.of(daily, days, late.cron("0 6 * * *").ofPartitions(days)))
        .containsExactly(
            "schedule 'late' has offset(PT2H), which counts from the ends of windows, but runs at times of its own; leave it out, or say ofPartitions(...) without cron(...)");
    assertThat(FoundProblems.of(daily, days, late.running(days).always())).hasSize(1);
  }

  @Test
  void optionsThatCannotBeAreRefusedAtOnce() {
    assertThatThrownBy(() -> Schedule.named("s").catchingUp(0))
        .hasMessageContaining("between 1 and 10000");
    assertThatThrownBy(() -> Schedule.named("s").offset(Duration.ofHours(-1)))
        .hasMessageContaining("after its end");
    assertThatThrownBy(() -> Sensor.named("s").every(Duration.ofMinutes(1)).per(DAYS))
        .hasMessageContaining("onMaterialization(...)");
  }

  @Test
  void aDecisionIsBuiltStepByStep() {
    Partitions.Dynamic customers = Partitions.dynamic("customers");
    Decision.Request decision =
        Decision.run(RunRequest.of("a").on("ada").select("b"), RunRequest.always())
            .adding(customers, "ada")
            .removing(customers, "bob")
            .tag("team", "sales")
            .remembering("a");

    assertThat(decision.runs()).extracting(run -> run.tags().get("team")).containsOnly("sales");
    assertThat(decision.keys()).hasSize(2);
    assertThat(decision.cursor()).contains("a");
    assertThat(Decision.skip("no").remembering("b").cursor()).contains("b");
    assertThat(RunRequest.of("a").on("x", "y").partitions()).hasSize(2);
  }
}
