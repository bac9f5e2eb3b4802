package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Condition;
import io.dagwerk.model.Partitions;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Cron expressions are refused where they are declared.
class CronProblemsTest {
  private static final Job JOB = Job.named("job").running(graph -> graph.op("op").doing(() -> {}));

  private static Asset<String> partitioned(Partitions partitions) {
    return Asset.named("ticks", String.class).partitionedBy(partitions).by(() -> "x");
  }

  private static Asset<String> automated(Condition condition) {
    return Asset.named("ticks", String.class).automatedBy(condition).by(() -> "x");
  }

  private record Both() {}

  private record Mistaken(Job job, Schedule morning, Asset<String> ticks) {}

  @Test
  @Covers("S11.2")
  void allMistakesAreToldAtOnceWithTheirDeclarations() {
    Mistaken mistaken =
        new Mistaken(
            JOB,
            Schedule.named("morning").cron("0 25 * * *").running(JOB).always(),
            partitioned(Partitions.cron("0 6 * * FRY", "2001-01-01")));

    assertThatThrownBy(() -> Definitions.in(mistaken))
        .isInstanceOfSatisfying(
            InvalidDefinitions.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "Mistaken.morning: schedule 'morning': cron '0 25 * * *': expected an hour"
                            + " from 0 to 23, but found '25' at place 3",
                        "Mistaken.ticks: asset 'ticks': cron '0 6 * * FRY': expected a day of week"
                            + " from 0 to 7 or SUN to SAT, but found 'FRY' at place 9;"
                            + " did you mean 'FRI'?"));
  }

  @Test
  void everyExpressionOfAScheduleIsRead() {
    assertThat(
            FoundProblems.of(
                JOB,
                Schedule.named("s").cron("0 6 * * *", "61 * * * *", "x").running(JOB).always()))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("schedule 's': cron "));
  }

  @Test
  void windowsAmongDimensionsAreRead() {
    Partitions windows = Partitions.cron("0 0 30 2 *", "2001-01-01");

    assertThat(FoundProblems.of(partitioned(Partitions.times(Partitions.fixed("a"), windows))))
        .singleElement()
        .asString()
        .contains("so it would never fire");
    assertThat(
            FoundProblems.of(Bundle.named("both", Both.class).partitionedBy(windows).by(Both::new)))
        .anyMatch(problem -> problem.startsWith("bundle 'both': cron '0 0 30 2 *'"));
  }

  @Test
  void ticksAreFoundWhereverTheyStandInACondition() {
    Condition wrong = Condition.cronTickPassed("61 * * * *", "UTC");
    Condition right = Condition.missing();
    for (Condition condition :
        List.of(
            wrong,
            wrong.not(),
            right.and(wrong),
            right.or(wrong),
            wrong.newlyTrue(),
            wrong.since(right),
            right.since(wrong),
            Condition.anyUpstream(wrong),
            new Condition.Checks(Condition.Quantifier.ALL, wrong, Condition.Blocking.BLOCKING_ONLY),
            new Condition.OnAsset(io.dagwerk.model.AssetKey.of("other"), wrong),
            wrong.labeled("label"),
            Condition.onCron("61 * * * *", "UTC"))) {
      assertThat(FoundProblems.of(automated(condition)))
          .as("%s", condition)
          .containsExactly(
              "asset 'ticks': cron '61 * * * *': expected a minute from 0 to 59,"
                  + " but found '61' at place 1");
    }
    assertThat(FoundProblems.of(automated(Condition.onCron("@daily", "Europe/Amsterdam"))))
        .isEmpty();
    assertThat(FoundProblems.of(automated(Condition.eager()))).isEmpty();
  }

  @Test
  void aZoneThatDoesNotExistIsToldWithTheNearest() {
    assertThat(FoundProblems.of(automated(Condition.cronTickPassed("@daily", "Europe/Amstrdam"))))
        .containsExactly(
            "asset 'ticks': cron '@daily': expected a time zone, but found 'Europe/Amstrdam';"
                + " did you mean 'Europe/Amsterdam'?");
  }

  @Test
  void aScheduleInAZoneThatDoesNotExistIsToldWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.named("nightly").cron("@daily").in("Europe/Amstrdam"))
        .withMessage(
            "schedule 'nightly': expected a time zone, but found 'Europe/Amstrdam';"
                + " did you mean 'Europe/Amsterdam'?");
  }
}
