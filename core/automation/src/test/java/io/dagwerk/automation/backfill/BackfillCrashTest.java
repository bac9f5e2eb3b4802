package io.dagwerk.automation.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.backfill.Backfill.RunResult;
import io.dagwerk.automation.backfill.Backfill.Status;
import io.dagwerk.automation.backfill.BackfillStep.Launch;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunEnd;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.PlanRequest.Targets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several replicas turn one backfill; they stall and vanish at any point. A step and its runs are
/// stored together, if the backfill is still the one that the step started from. Every partition is
/// asked for once, and none twice.
class BackfillCrashTest {
  private static final int PARTITIONS = 500;
  private static final Partitions DAYS = Partitions.daily("2001-01-01");
  private static final Moment NOW = Moment.at(Instant.parse("2004-01-01T00:00:00Z"));

  private final LocationSnapshot location = new Sketch().asset("raw", DAYS).location();

  // What is stored.
  private Backfill stored = requested();
  private final List<Launch> asked = new ArrayList<>();

  private static List<PartitionKey> days() {
    return NOW.sets().of(DAYS).keys().limit(PARTITIONS).toList();
  }

  private Backfill requested() {
    BackfillRequest request =
        BackfillRequest.of(new Target.OfAssets("raw"), new Targets.Keys(days()));
    BackfillPlanner.Result result =
        new BackfillPlanner(location, NOW, PartitionStates.NOTHING)
            .plan(new BackfillId("b"), request);
    return ((BackfillPlanner.Result.Planned) result).backfill();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyPartitionIsAskedForExactlyOnce(long seed) {
    Random random = new Random(seed);
    List<Turn> stalled = new ArrayList<>();
    assertThat(stored.status()).isEqualTo(Status.REQUESTED);
    for (int i = 0; i < 100 * PARTITIONS && !stored.isOver(); i++) {
      switch (random.nextInt(4)) {
        case 0 -> stalled.add(turn());
        case 1 -> endOne(random);
        case 2 -> stalled.clear();
        default -> {
          stalled.add(turn());
          commit(stalled.remove(random.nextInt(stalled.size())));
        }
      }
    }

    assertThat(stored.status()).as("seed %d", seed).isEqualTo(Status.SUCCEEDED);
    assertThat(asked.stream().map(Launch::number)).as("seed %d", seed).doesNotHaveDuplicates();
    assertThat(asked.stream().flatMap(launch -> launch.run().partitions().stream()))
        .as("seed %d", seed)
        .containsExactlyElementsOf(days());
  }

  /// A step, and what it started from.
  private record Turn(Backfill read, BackfillStep step) {}

  private Turn turn() {
    return new Turn(stored, new BackfillRule(location).next(stored, PartitionStates.NOTHING));
  }

  private void commit(Turn turn) {
    if (turn.read().equals(stored)) {
      stored = turn.step().backfill();
      asked.addAll(turn.step().launches());
    }
  }

  private void endOne(Random random) {
    List<Integer> underWay = List.copyOf(stored.runs().keySet());
    if (!underWay.isEmpty()) {
      int run = underWay.get(random.nextInt(underWay.size()));
      RunResult made =
          new RunResult(
              RunEnd.SUCCEEDED,
              Objects.requireNonNull(stored.runs().get(run)).makes(),
              new LinkedHashMap<>());
      stored = stored.ended(run, made);
    }
  }
}
