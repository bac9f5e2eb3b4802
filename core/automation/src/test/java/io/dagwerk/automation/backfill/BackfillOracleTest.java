package io.dagwerk.automation.backfill;

import static io.dagwerk.automation.backfill.Sketch.DAYS;
import static io.dagwerk.automation.backfill.Sketch.MONTHS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.backfill.Backfill.Status;
import io.dagwerk.automation.backfill.BackfillRequest.Limits;
import io.dagwerk.automation.backfill.BackfillStep.Launch;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.testsupport.Covers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random assets, failures and restarts, against what a walk over the items by hand says: each item
/// is made once, after all that it reads, and is lost only if something that it reads was lost.
class BackfillOracleTest {
  private static final LocalDate FIRST = LocalDate.of(2001, 1, 29);
  private static final int DAYS_ASKED_FOR = 6;

  /// How an asset is cut.
  private enum Cut {
    WHOLE,
    DAILY,
    MONTHLY
  }

  /// An item and the items that it reads, as texts such as `a3 2001-01-31`.
  private final Map<String, Set<String>> reads = new HashMap<>();

  private final List<Cut> cuts = new ArrayList<>();
  private Sketch sketch = new Sketch();

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Covers("S25.1")
  void everyItemIsMadeOnceAndInOrder(long seed) {
    Random random = new Random(seed);
    draw(random);
    Set<String> failing = new HashSet<>();
    reads.keySet().stream().sorted().filter(_ -> random.nextInt(12) == 0).forEach(failing::add);
    Limits limits = new Limits(1 + random.nextInt(4), 1 + random.nextInt(5));
    Drive drive = new Drive(sketch, request(limits));
    failing.forEach(drive::failing);
    drive.reads = this::readBy;
    assertThat(new HashSet<>(drive.items(Items::wanted))).isEqualTo(reads.keySet());

    Set<String> launched = new LinkedHashSet<>();
    for (int step = 0; step < 5_000 && !drive.backfill.isOver(); step++) {
      if (random.nextInt(3) == 0) {
        // A turn whose transaction was lost.
        new BackfillRule(sketch.location()).next(drive.backfill, drive.states);
      }
      for (Launch launch : drive.launch()) {
        check(drive, launch, launched);
      }
      assertThat(drive.backfill.runs().size()).isLessThanOrEqualTo(limits.runsAtOnce());
      List<Integer> running = List.copyOf(drive.backfill.runs().keySet());
      if (!running.isEmpty()) {
        drive.end(running.get(random.nextInt(running.size())));
      }
    }

    Set<String> lost = lost(failing);
    Set<String> succeeded = new HashSet<>(reads.keySet());
    succeeded.removeAll(lost);
    assertThat(new HashSet<>(drive.items(Items::succeeded))).isEqualTo(succeeded);
    assertThat(drive.items(Items::lost)).containsExactlyInAnyOrderElementsOf(lost);
    assertThat(drive.backfill.status())
        .isEqualTo(lost.isEmpty() ? Status.SUCCEEDED : Status.FAILED);
  }

  private static BackfillRequest request(Limits limits) {
    List<PartitionKey> days =
        Stream.iterate(FIRST, day -> day.plusDays(1))
            .limit(DAYS_ASKED_FOR)
            .map(day -> PartitionKey.of(day.toString()))
            .toList();
    return BackfillRequest.of(new Target.OfAssets("*"), new Targets.Keys(days)).limitedTo(limits);
  }

  private void draw(Random random) {
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      // The first is daily, so that days can be asked for.
      Cut cut = i == 0 ? Cut.DAILY : Cut.values()[random.nextInt(3)];
      cuts.add(cut);
      List<InputSnapshot> inputs = new ArrayList<>();
      keys(cut).forEach(key -> reads.put(item(reads(), key), new HashSet<>()));
      for (int upstream = 0; upstream < i; upstream++) {
        if (random.nextInt(3) == 0) {
          inputs.add(input(i, upstream, random));
        }
      }
      if (cut == Cut.DAILY && random.nextInt(4) == 0) {
        inputs.add(Sketch.read("a" + i, new PartitionMapping.Offset(-1)));
        for (String key : keys(cut)) {
          addRead(i, key, item(i, LocalDate.parse(key).minusDays(1).toString()));
        }
      }
      InputSnapshot[] all = inputs.toArray(InputSnapshot[]::new);
      sketch =
          switch (cut) {
            case WHOLE -> sketch.asset("a" + i, all);
            case DAILY -> sketch.asset("a" + i, DAYS, all);
            case MONTHLY -> sketch.asset("a" + i, MONTHS, all);
          };
    }
  }

  private int reads() {
    return cuts.size() - 1;
  }

  private static List<String> keys(Cut cut) {
    List<String> days =
        Stream.iterate(FIRST, day -> day.plusDays(1))
            .limit(DAYS_ASKED_FOR)
            .map(LocalDate::toString)
            .toList();
    return switch (cut) {
      case WHOLE -> List.of("");
      case DAILY -> days;
      case MONTHLY -> days.stream().map(day -> day.substring(0, 7)).distinct().toList();
    };
  }

  /// An input that makes sense between the two, and what it reads.
  private InputSnapshot input(int reader, int upstream, Random random) {
    Cut own = cuts.get(reader);
    Cut other = cuts.get(upstream);
    boolean fromBefore = own == Cut.DAILY && other == Cut.DAILY && random.nextBoolean();
    for (String key : keys(own)) {
      for (String up : keys(other)) {
        boolean isRead =
            fromBefore
                ? up.equals(LocalDate.parse(key).minusDays(1).toString())
                : up.startsWith(key) || key.startsWith(up);
        if (isRead) {
          addRead(reader, key, item(upstream, up));
        }
      }
    }
    if (fromBefore) {
      return Sketch.read("a" + upstream, new PartitionMapping.Offset(-1));
    }
    boolean isOne =
        other == Cut.WHOLE || own == other || (own == Cut.DAILY && other == Cut.MONTHLY);
    return isOne
        ? Sketch.read("a" + upstream)
        : Sketch.read("a" + upstream, new PartitionMapping.All());
  }

  private void addRead(int reader, String key, String read) {
    if (reads.containsKey(read)) {
      readBy(item(reader, key)).add(read);
    }
  }

  private Set<String> readBy(String item) {
    return Objects.requireNonNull(reads.get(item));
  }

  private static String item(int node, String key) {
    return ("a" + node + " " + key).strip();
  }

  /// What a run makes was never launched before, and all that it reads is made or made along.
  private void check(Drive drive, Launch launch, Set<String> launched) {
    Set<String> makes = new LinkedHashSet<>();
    drive
        .makes(launch.number())
        .forEach((node, numbers) ->
            numbers.numbers().forEach(number -> makes.add(drive.item(node, number))));
    List<String> made = drive.items(Items::succeeded);
    for (String item : makes) {
      assertThat(launched.add(item)).as("%s is launched twice", item).isTrue();
      for (String read : readBy(item)) {
        assertThat(made.contains(read) || makes.contains(read))
            .as("%s is launched before %s", item, read)
            .isTrue();
      }
    }
  }

  private Set<String> lost(Set<String> failing) {
    Set<String> lost = new LinkedHashSet<>(failing);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<String, Set<String>> entry : reads.entrySet()) {
        if (entry.getValue().stream().anyMatch(lost::contains)) {
          changed |= lost.add(entry.getKey());
        }
      }
    }
    return lost;
  }
}
