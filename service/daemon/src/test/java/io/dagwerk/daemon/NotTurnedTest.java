package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.daemon.NotTurned.What;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Decision;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Observed;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.execution.HostedRuns;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Partitions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NotTurnedTest {
  /// Declares something of each kind, and some things that are turned.
  static final class DeclaresAll {
    final Asset<String> orders =
        Asset.named("orders", String.class)
            .automatedBy(Condition.missing())
            .pool("db")
            .by(() -> "orders");
    final Asset<String> letters =
        Asset.named("letters", String.class)
            .partitionedBy(Partitions.dynamic("customers"))
            .by(() -> "letters");
    final Asset<Void> landed =
        Asset.external("landed").observing(look -> look.by(() -> Observed.version("1"))).defined();
    final Asset<Void> untouched = Asset.external("untouched").defined();
    final Asset<String> model = Asset.named("model", String.class).isolated().by(() -> "model");
    final Job report =
        Job.named("report")
            .running(graph -> {
              graph.op("ask", String.class).pool("api", 2).by(() -> "told");
              graph.op("train", String.class).isolated().by(() -> "trained");
            });
    final Schedule daily = Schedule.named("daily").cron("0 6 * * *").running(report).always();
    final Sensor poll = Sensor.named("poll").running(report).by(() -> Decision.skip("nothing"));
  }

  /// Declares nothing that is not turned.
  static final class DeclaresAJob {
    final Job report =
        Job.named("report").running(graph -> graph.op("ask", String.class).by(() -> "told"));
  }

  private static List<NotTurned> notTurned(Object declarations) {
    return NotTurned.of(
        new HostedRuns("shop", Definitions.in(declarations), LocalOptions.inMemory()).snapshot());
  }

  private static NotTurned schedules(int number) {
    return new NotTurned(
        What.SCHEDULES, IntStream.rangeClosed(1, number).mapToObj(i -> "s" + i).toList());
  }

  @Test
  void aLineSaysWhatIsDeclaredAndWhatThatComesTo() {
    assertThat(schedules(2).text())
        .isEqualTo(
            "schedules are declared (s1, s2), but no schedule ticks by itself yet; start their jobs"
                + " with `dagwerk run`");
  }

  @Test
  void ofManyOnlySomeAreNamed() {
    assertThat(schedules(5).text()).contains("(s1, s2, s3, s4, s5)");
    assertThat(schedules(1_000).text()).contains("(s1, s2, s3, s4, s5 and 995 more)");
  }

  @Test
  void eachKindIsFoundWhereverItIsDeclared() {
    assertThat(notTurned(new DeclaresAll()))
        .containsExactly(
            new NotTurned(What.SCHEDULES, List.of("daily")),
            new NotTurned(What.SENSORS, List.of("poll")),
            new NotTurned(What.CONDITIONS, List.of("orders")),
            new NotTurned(What.POOLS, List.of("api", "db")),
            new NotTurned(What.DYNAMIC_PARTITIONS, List.of("customers")),
            new NotTurned(What.OBSERVATIONS, List.of("landed")));
    assertThat(notTurned(new DeclaresAJob())).isEmpty();
  }
}
